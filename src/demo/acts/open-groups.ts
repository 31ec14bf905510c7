import { Injectable } from '@nestjs/common';
import { PURPOSES, RecordBasis } from '../../consent/index.js';
import type { NewBasis } from '../../consent/index.js';
import { Clock } from '../../kernel/clock.js';
import type { GroupId } from '../../kernel/ids.js';
import { isRefused } from '../../kernel/refused.js';
import { AddClaim, ChangeGroup, OpenGroup } from '../../people/index.js';
import type { DemoGround } from '../../people/index.js';
import { CLAIM, GROUPS } from '../cast/groups.js';
import type { DemoGroup } from '../cast/groups.js';

/** Groups of the demo by their language. */
export type OpenedGroups = Readonly<Record<DemoGroup['language'], GroupId>>;

/** Groups with a decision that they may be read, before anything is: without one the gate would let nothing through. */
@Injectable()
export class OpenGroups {
  constructor(
    private readonly clock: Clock,
    private readonly openGroup: OpenGroup,
    private readonly changeGroup: ChangeGroup,
    private readonly recordBasis: RecordBasis,
    private readonly addClaim: AddClaim,
  ) {}

  async execute({ founder, programmeId }: DemoGround): Promise<OpenedGroups> {
    await this.addClaim.execute(founder, CLAIM);
    const opened: [string, GroupId][] = [];
    for (const { language, notice, ...group } of GROUPS) {
      const made = await this.openGroup.execute(founder, { ...group, programmeId });
      if (isRefused(made)) throw new Error(`The demo's group was refused: ${made.reason}`);
      const settings = { 'house-rules': { advertisingAllowed: false } };
      await this.changeGroup.execute(founder, made.id, { settings });
      const terms = this.basis({ language, notice });
      const recorded = await this.recordBasis.execute(founder, made.id, terms);
      if (isRefused(recorded)) throw new Error(`The demo's basis was refused: ${recorded.reason}`);
      opened.push([language, made.id]);
    }
    return Object.fromEntries(opened) as OpenedGroups;
  }

  private basis({ language, notice }: Pick<DemoGroup, 'language' | 'notice'>): NewBasis {
    return {
      basis: 'consent',
      purposes: [...PURPOSES],
      decidedBy: 'Group assembly',
      decidedAt: this.clock.now(),
      noticeVersion: 'demo-1',
      noticeText: notice,
      noticeLanguages: [language],
      method: 'vote',
      expressedBy: 'self',
      validUntil: null,
      specialCategoryCondition: null,
      balancingTestId: null,
      powerImbalance: false,
    };
  }
}
