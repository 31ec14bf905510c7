import { Injectable } from '@nestjs/common';
import { ReadIncident, WorkStep } from '../../incidents/index.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { carriedOut } from './carried-out.js';

/** Longer than any playbook: one that leads in a circle ends here. */
const MOST_STEPS = 40;

/** The checklist of a playbook, step after step. */
@Injectable()
export class WorkThrough {
  constructor(
    private readonly read: ReadIncident,
    private readonly work: WorkStep,
  ) {}

  /** The first `steps` of the list, or all of it; what was found is written down at each. */
  async execute(id: IncidentId, commander: Principal, steps: number | 'all'): Promise<void> {
    const most = steps === 'all' ? MOST_STEPS : steps;
    for (let done = 0; done < most; done += 1) {
      const view = await this.read.execute(commander, id);
      const open = view.part === 'whole' && view.checklist.find(({ state }) => state === 'open');
      if (!open) return;
      const at = { id, step: open.step.id };
      carriedOut(await this.work.own(commander, at, commander.staffId));
      const outcome = open.step.outcomes[0]?.id ?? null;
      carriedOut(
        await this.work.finish(commander, at, {
          outcome,
          evidence: 'Done by telephone; who was spoken to and when is in the notes.',
        }),
      );
    }
  }
}
