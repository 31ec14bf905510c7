import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../../kernel/ids.js';
import { StaffNames } from '../../../people/index.js';
import type {
  AnswerRefusal,
  AppealRefusal,
  DecideRefusal,
  DecisionKind,
  TakeRefusal,
  UndoRefusal,
} from '../../../review/index.js';
import type { Fault } from '../../visit/read-form.js';
import type { SignedVisit } from '../../visit/visit.js';

/** Everything that reviewing refuses. */
export type ReviewRefusal = AnswerRefusal | AppealRefusal | DecideRefusal | TakeRefusal | UndoRefusal;

/** Why an act on a flag was refused, in the reader's words: who was first, what, and when. */
@Injectable()
export class TellRefusal {
  constructor(private readonly names: StaffNames) {}

  async execute(visit: SignedVisit, { reason, details }: ReviewRefusal): Promise<Fault> {
    const { reader, now } = visit;
    const at = details.at ?? details.until;
    const kind = details.kind as DecisionKind | undefined;
    return {
      word: `flags.refused.${reason}`,
      fillings: {
        name: await this.nameOf(visit, details.by as StaffId | undefined),
        when: typeof at === 'string' ? reader.ago(new Date(at), now) : '',
        decision: kind === undefined ? '' : reader.say(`decision.${kind}`),
      },
    };
  }

  private async nameOf({ reader, principal }: SignedVisit, id: StaffId | undefined): Promise<string> {
    if (id === principal.staffId) return reader.say('flags.youYourself');
    const names = id === undefined ? null : await this.names.execute(principal, [id]);
    return (id && names?.get(id)) ?? reader.say('flags.aColleague');
  }
}
