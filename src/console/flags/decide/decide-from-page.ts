import { Injectable } from '@nestjs/common';
import { HARMS } from '../../../kernel/harm.js';
import { asId, isUuid } from '../../../kernel/ids.js';
import type { FlagId } from '../../../kernel/ids.js';
import { isRefused } from '../../../kernel/refused.js';
import {
  ClaimFlag,
  DECISION_KINDS,
  DecideFlag,
  NOTE_LIMIT,
  NextFlag,
  ReleaseClaim,
  ReportDone,
  UndoDecision,
} from '../../../review/index.js';
import { FormReading } from '../../visit/read-form.js';
import type { FormFaults, PostedForm } from '../../visit/read-form.js';
import type { SignedVisit } from '../../visit/visit.js';
import { flagsQuery } from '../flag-filters.js';
import { queueFilter } from '../read-queue.js';
import type { ReviewRefusal } from './tell-refusal.js';

/** Where to go, or why not; a refused act changed nothing. */
export type Acted =
  | { readonly kind: 'done'; readonly to: string }
  | { readonly kind: 'refused'; readonly refusal: ReviewRefusal }
  | { readonly kind: 'faulty'; readonly faults: FormFaults };

/** What the buttons of a flag's page do. */
@Injectable()
export class DecideFromPage {
  constructor(
    private readonly claimFlag: ClaimFlag,
    private readonly releaseClaim: ReleaseClaim,
    private readonly decideFlag: DecideFlag,
    private readonly undoDecision: UndoDecision,
    private readonly reportDone: ReportDone,
    private readonly nextFlag: NextFlag,
  ) {}

  async claim({ principal }: SignedVisit, id: FlagId, posted: PostedForm): Promise<Acted> {
    const claimed = await this.claimFlag.execute(principal, id);
    if (claimed.kind === 'refused') return { kind: 'refused', refusal: claimed };
    return { kind: 'done', to: pageOf(id, posted) };
  }

  async release({ principal }: SignedVisit, id: FlagId, posted: PostedForm): Promise<Acted> {
    await this.releaseClaim.execute(principal, id);
    return { kind: 'done', to: pageOf(id, posted) };
  }

  /** On to the next flag of the queue the person came from. */
  async decide({ principal }: SignedVisit, id: FlagId, posted: PostedForm): Promise<Acted> {
    const form = new FormReading(posted);
    const kind = form.choice('kind', DECISION_KINDS);
    const note = form.optional('note', NOTE_LIMIT);
    if (kind === null || form.isFaulty) return { kind: 'faulty', faults: form.faults };
    const decided = await this.decideFlag.execute(principal, id, {
      kind,
      note: note === '' ? null : note,
      harm: HARMS.find((harm) => harm === form.text('harm')) ?? null,
      copies: form.text('copies') === 'yes',
    });
    if (isRefused(decided)) return { kind: 'refused', refusal: decided };
    const filter = queueFilter(posted);
    const next = await this.nextFlag.execute(principal, filter);
    const query = flagsQuery(filter);
    query.set('done', decided.decisionId);
    query.set('said', kind);
    return { kind: 'done', to: `/flags${next === null ? '' : `/${next}`}?${query.toString()}` };
  }

  /** Somebody sent what was asked for. */
  async done({ principal }: SignedVisit, id: FlagId, posted: PostedForm): Promise<Acted> {
    const decision = new FormReading(posted).text('decision');
    if (!isUuid(decision)) return { kind: 'faulty', faults: { decision: { word: 'fault.choose' } } };
    await this.reportDone.execute(principal, asId<'decision'>(decision));
    return { kind: 'done', to: `/flags/${id}` };
  }

  /** Back on the flag, which is open again. */
  async undo({ principal }: SignedVisit, id: string): Promise<Acted> {
    const undone = await this.undoDecision.execute(principal, asId<'decision'>(id));
    if (undone.kind === 'refused') return { kind: 'refused', refusal: undone };
    return { kind: 'done', to: `/flags/${undone.flagIds[0] ?? ''}` };
  }
}

function pageOf(id: FlagId, posted: PostedForm): string {
  const query = flagsQuery(queueFilter(posted)).toString();
  return `/flags/${id}${query === '' ? '' : `?${query}`}`;
}
