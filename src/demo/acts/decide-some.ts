import { Injectable } from '@nestjs/common';
import type { Harm } from '../../kernel/harm.js';
import { isRefused } from '../../kernel/refused.js';
import { DecideFlag, ListFlags } from '../../review/index.js';
import type { DecisionKind } from '../../review/index.js';
import { COLLEAGUES } from '../cast/colleagues.js';
import type { DemoGroup } from '../cast/groups.js';
import type { DemoStaff } from './invite-colleagues.js';
import type { OpenedGroups } from './open-groups.js';

interface Scene {
  readonly group: DemoGroup['language'];
  readonly harm: Harm;
  readonly kind: DecisionKind;
  readonly note: string | null;
}

/** Enough that a queue has a past, few enough that everything can still be tried. */
const SCENES: readonly Scene[] = [
  { group: 'eng', harm: 'conduct', kind: 'ask_delete', note: 'Third advert this month.' },
  { group: 'eng', harm: 'abuse', kind: 'warn', note: null },
  { group: 'ara', harm: 'personal_data', kind: 'ask_delete', note: null },
  { group: 'swh', harm: 'abuse', kind: 'warn', note: 'Nimezungumza naye kwa simu.' },
];

/** What the coordinators have looked at already. */
@Injectable()
export class DecideSome {
  constructor(
    private readonly list: ListFlags,
    private readonly decide: DecideFlag,
  ) {}

  async execute(staff: DemoStaff, groups: OpenedGroups): Promise<void> {
    for (const { group, harm, kind, note } of SCENES) {
      const coordinator = COLLEAGUES.find((one) => one.group === group);
      if (!coordinator) continue;
      const reviewer = staff(coordinator);
      const { flags } = await this.list.execute(reviewer, { groupId: groups[group], harm }, null);
      const [flag] = flags;
      if (!flag) continue;
      const decided = await this.decide.execute(reviewer, flag.id, { kind, note, copies: true, harm: null });
      if (isRefused(decided)) throw new Error(`A decision of the demo was refused: ${decided.reason}`);
    }
  }
}
