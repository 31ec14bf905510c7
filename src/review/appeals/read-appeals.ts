import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { AppealId, DecisionId, FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import type { Person } from '../flags/flag-view.js';
import { pseudonymOf } from '../../kernel/pseudonym.js';
import { ReachFlag } from '../flags/reach-flag.js';
import { ShowFlags } from '../flags/show-flags.js';
import { APPEAL_ANSWER_BINDING, APPEAL_WORDS_BINDING } from './appeal.js';
import type { AppealOutcome, StoredAppeal } from './appeal.js';
import { AppealsRepository } from './appeals.repository.js';

/** An appeal as a colleague sees it. */
export interface AppealView {
  readonly id: AppealId;
  readonly decisionId: DecisionId;
  readonly flagId: FlagId;
  readonly pseudonym: string;
  readonly decidedBy: Person;
  readonly recordedBy: Person;
  readonly recordedAt: Date;
  /** What the member says; null when they were erased. */
  readonly words: string | null;
  readonly takenBy: Person | null;
  readonly outcome: AppealOutcome | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

/** Appeals that wait, and those about one flag. Reading what a member says is on record. */
@Injectable()
export class ReadAppeals {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: Vault,
    private readonly reach: ReachFlag,
    private readonly appeals: AppealsRepository,
    private readonly show: ShowFlags,
    private readonly audit: AuditTrail,
  ) {}

  /** Unanswered within the principal's reach, oldest first. */
  async waiting(principal: Principal): Promise<readonly AppealView[]> {
    const reach = reachOf(principal, 'appeals.decide');
    const stored = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      const appeals = await this.appeals.waiting(tx, reach);
      const details = { count: appeals.length };
      const object = { kind: 'queue', id: 'appeals' };
      if (appeals.length > 0)
        await this.audit.record(tx, { act: 'appeals.viewed', object, outcome: 'done', details });
      return appeals;
    });
    return this.present(principal, stored);
  }

  /** Throws FlagNotFound outside the principal's reach. The flag's own page records that it was read. */
  async ofFlag(principal: Principal, id: FlagId): Promise<readonly AppealView[]> {
    const stored = await this.uow.run(workOf(principal, 'review'), async (tx) => {
      await this.reach.execute(tx, principal, { id, permission: 'flags.read' });
      return this.appeals.ofFlag(tx, id);
    });
    return this.present(principal, stored);
  }

  private async present(
    principal: Principal,
    stored: readonly StoredAppeal[],
  ): Promise<readonly AppealView[]> {
    const people = stored.flatMap(({ decidedBy, recordedBy, takenBy }) =>
      [decidedBy, recordedBy, takenBy ?? []].flat(),
    );
    const personOf = await this.show.people(principal, people);
    const keys = await this.vault.keyring(
      principal.organisationId,
      stored.map(({ memberId }) => memberId),
    );
    return stored.map((appeal) => {
      const { id, decisionId, flagId, memberId, recordedAt, takenBy, outcome, answeredAt } = appeal;
      const answer = appeal.answerCiphertext;
      return {
        ...{ id, decisionId, flagId, recordedAt, outcome, answeredAt },
        pseudonym: pseudonymOf(memberId),
        decidedBy: personOf(appeal.decidedBy),
        recordedBy: personOf(appeal.recordedBy),
        takenBy: takenBy && personOf(takenBy),
        words: keys.unseal(memberId, appeal.wordsCiphertext, APPEAL_WORDS_BINDING),
        answer: answer && keys.unseal(memberId, answer, APPEAL_ANSWER_BINDING),
      };
    });
  }
}
