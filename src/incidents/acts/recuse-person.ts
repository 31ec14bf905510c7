import { Injectable } from '@nestjs/common';
import type { IncidentId, MemberId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { RefusedHere } from '../incidents.errors.js';
import { RecusalRepository } from '../machine/recusal.repository.js';
import { RecusePeople } from '../machine/recuse-people.js';
import { AttendIncident } from './attend-incident.js';
import { PeopleRepository } from './people.repository.js';
import { TakeOver } from './take-over.js';

export interface NamedPerson {
  readonly staffId: StaffId;
  /** Who named them; stepping back oneself is told by the id. */
  readonly reason: 'named_by_reporter' | 'named_by_lead';
  /** The member as whom they write, where it is known: they are recused again wherever that member acts. */
  readonly memberId: MemberId | null;
}

export interface Recused {
  readonly kind: 'recused';
}

/** A person of staff is named in the matter: it ends to exist for them. */
@Injectable()
export class RecusePerson {
  constructor(
    private readonly attend: AttendIncident,
    private readonly people: PeopleRepository,
    private readonly recusals: RecusalRepository,
    private readonly takeOver: TakeOver,
    private readonly recuse: RecusePeople,
  ) {}

  execute(principal: Principal, id: IncidentId, named: NamedPerson): Promise<Recused | RefusedHere> {
    const { staffId, memberId } = named;
    const isThemselves = staffId === principal.staffId;
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      purpose: 'recuse',
      work: async (tx, incident) => {
        if (!(await this.people.everybody(tx)).includes(staffId)) return refuse('person-not-fit');
        // A commander cannot vanish from what they command: they hand it over first.
        if (incident.commander === staffId && isThemselves) return refuse('commander-needed');
        if (memberId !== null) await this.recusals.knowAs(tx, staffId, memberId);
        await this.takeOver.execute(tx, incident, { from: staffId, to: principal.staffId });
        const reason = isThemselves ? 'by_themselves' : named.reason;
        await this.recuse.execute(tx, incident, { people: [staffId], reason });
        return { kind: 'recused' };
      },
    });
  }
}
