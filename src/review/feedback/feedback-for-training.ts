import { Injectable } from '@nestjs/common';
import { MayProcess } from '../../consent/index.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { Harm } from '../../kernel/harm.js';
import type { DecisionId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { FLAG_TEXT_BINDING } from '../flags/stored-flag.js';
import { FeedbackRepository } from './feedback.repository.js';
import type { FeedbackRow } from './feedback.repository.js';

/** A text with what a person said about it. No member, no group, no moment. */
export interface Lesson {
  readonly text: string;
  readonly language: string;
  readonly harms: readonly Harm[];
  /** False when a reviewer found nothing wrong. */
  readonly confirmed: boolean;
}

export interface LessonPage {
  readonly lessons: readonly Lesson[];
  /** Rows that the basis does not allow to be used today; counted and left alone. */
  readonly withheld: number;
  /** Pass back as `after`; null on the last page. */
  readonly next: DecisionId | null;
}

const PAGE = 500;

/**
 * The only way to the words behind decisions for whoever improves a model. Each row is asked for on the day it is
 * used: a group's basis must name `improve_models` now, and a member who objected is out, whatever held before.
 */
@Injectable()
export class FeedbackForTraining {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly feedback: FeedbackRepository,
    private readonly mayProcess: MayProcess,
    private readonly audit: AuditTrail,
  ) {}

  execute(organisationId: OrganisationId, after: DecisionId | null): Promise<LessonPage> {
    const actor = { kind: 'service', id: 'training' } as const;
    return this.uow.run({ organisationId, actor, purpose: 'improve_models' }, async (tx) => {
      const rows = await this.feedback.page(tx, after, PAGE);
      const allowed = await this.allowed(tx, rows);
      const keys = await this.vault.keyring(
        organisationId,
        allowed.map(({ memberId }) => memberId),
      );
      const lessons = allowed.flatMap(({ memberId, textCiphertext, language, harms, confirmed }) => {
        const text = textCiphertext && keys.unseal(memberId, textCiphertext, FLAG_TEXT_BINDING);
        return text === null ? [] : [{ text, language, harms, confirmed }];
      });
      const details = { lessons: lessons.length, withheld: rows.length - allowed.length };
      const object = { kind: 'feedback', id: 'training' };
      if (rows.length > 0)
        await this.audit.record(tx, { act: 'feedback.read', object, outcome: 'done', details });
      const last = rows.length === PAGE ? rows.at(-1) : undefined;
      return { lessons, withheld: details.withheld, next: last?.decisionId ?? null };
    });
  }

  private async allowed(tx: Transaction, rows: readonly FeedbackRow[]): Promise<readonly FeedbackRow[]> {
    const at = this.clock.now();
    const allowed: FeedbackRow[] = [];
    for (const row of rows) {
      const { groupId, memberId } = row;
      const verdict = await this.mayProcess.execute(tx, { groupId, memberId, purpose: 'improve_models' }, at);
      if (verdict.kind === 'allow') allowed.push(row);
    }
    return allowed;
  }
}
