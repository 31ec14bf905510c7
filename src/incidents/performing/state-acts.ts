import { Injectable } from '@nestjs/common';
import { HARMS } from '../../kernel/harm.js';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { AdvanceIncident } from '../acts/advance-incident.js';
import { AnswerIncident } from '../acts/answer-incident.js';
import { CommandIncident } from '../acts/command-incident.js';
import { ConfirmIncident } from '../acts/confirm-incident.js';
import { EndIncident } from '../acts/end-incident.js';
import { ReopenIncident } from '../acts/reopen-incident.js';
import { DISMISSALS, REOPENINGS, RESOLUTIONS } from '../machine/incident.js';
import type { Acting, IncidentActName } from './act.js';

/** Acts that move an incident or its command. */
@Injectable()
export class StateActs {
  readonly acts: Partial<Record<IncidentActName, Acting>>;

  constructor(
    answer: AnswerIncident,
    command: CommandIncident,
    confirm: ConfirmIncident,
    advance: AdvanceIncident,
    end: EndIncident,
    reopen: ReopenIncident,
  ) {
    this.acts = {
      acknowledge: (principal, id) => answer.execute(principal, id),
      offer_command: (principal, id, asked) => {
        const person = asked.id('person') as StaffId;
        asked.settled();
        return command.offer(principal, id, person);
      },
      accept_command: (principal, id) => command.accept(principal, id),
      confirm: (principal, id, asked) => {
        const harm = asked.has('harm') ? asked.oneOf('harm', HARMS) : null;
        const note = asked.text('note');
        asked.settled();
        return confirm.execute(principal, id, { harm, note });
      },
      dismiss: (principal, id, asked) => {
        const said = { reason: asked.oneOf('reason', DISMISSALS), note: asked.text('note') };
        asked.settled();
        return end.dismiss(principal, id, said);
      },
      contain: noted((principal, id, note) => advance.contain(principal, id, note)),
      recur: noted((principal, id, note) => advance.recur(principal, id, note)),
      resolve: (principal, id, asked) => {
        const said = { reason: asked.oneOf('reason', RESOLUTIONS), note: asked.text('note') };
        asked.settled();
        return advance.resolve(principal, id, said);
      },
      close: noted((principal, id, note) => end.close(principal, id, note)),
      decline: noted((principal, id, note) => end.decline(principal, id, note)),
      reopen: (principal, id, asked) => {
        const said = { reason: asked.oneOf('reason', REOPENINGS), note: asked.text('note') };
        asked.settled();
        return reopen.execute(principal, id, said);
      },
    };
  }
}

type Noted = (principal: Principal, id: IncidentId, note: string) => ReturnType<Acting>;

function noted(act: Noted): Acting {
  return (principal, id, asked) => {
    const note = asked.text('note');
    asked.settled();
    return act(principal, id, note);
  };
}
