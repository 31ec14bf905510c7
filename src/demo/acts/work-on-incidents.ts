import { Injectable } from '@nestjs/common';
import { DescribeIncident, ListIncidents, MergeIncident } from '../../incidents/index.js';
import type { IncidentLine } from '../../incidents/index.js';
import type { Harm } from '../../kernel/harm.js';
import { COMMANDER, DEPUTY, LEAD } from '../cast/colleagues.js';
import { carriedOut } from './carried-out.js';
import { CloseIncident } from './close-incident.js';
import type { DemoStaff } from './invite-colleagues.js';
import { WorkThrough } from './work-through.js';

/** Stays open: a fee for a place on a list, asked for in three languages. */
const STILL_OPEN: Harm = 'scam';

/** What the safeguarding lead and the commander on duty have done about what the walk found. */
@Injectable()
export class WorkOnIncidents {
  constructor(
    private readonly list: ListIncidents,
    private readonly merge: MergeIncident,
    private readonly describe: DescribeIncident,
    private readonly steps: WorkThrough,
    private readonly close: CloseIncident,
  ) {}

  async execute(staff: DemoStaff): Promise<void> {
    const lead = staff(LEAD);
    const { incidents } = await this.list.execute(lead, { which: 'live' });
    for (const [harm, [first, ...others]] of byHarm(incidents)) {
      if (!first) continue;
      for (const { id } of others) carriedOut(await this.merge.execute(lead, id, { into: first.reference }));
      if (harm !== STILL_OPEN) {
        const commander = staff(first.visibility === 'open' ? COMMANDER : DEPUTY);
        await this.close.execute(first.id, { commander, second: lead });
        continue;
      }
      await this.close.begin(first.id, lead);
      await this.describe.note(
        lead,
        first.id,
        'The office confirms: registration is free. Group admins are told.',
      );
      await this.steps.execute(first.id, lead, 2);
    }
  }
}

/** The same harm in several groups is one matter to the people of this programme. */
function byHarm(incidents: readonly IncidentLine[]): ReadonlyMap<Harm, readonly IncidentLine[]> {
  const matters = new Map<Harm, IncidentLine[]>();
  for (const line of incidents) matters.set(line.harm, [...(matters.get(line.harm) ?? []), line]);
  return matters;
}
