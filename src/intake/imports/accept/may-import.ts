import { Injectable } from '@nestjs/common';
import { BasisOf, isScanPurpose } from '../../../consent/index.js';
import type { GroupId } from '../../../kernel/ids.js';
import type { Principal } from '../../../kernel/principal.js';
import { refuse } from '../../../kernel/refused.js';
import type { Refused } from '../../../kernel/refused.js';
import type { Transaction } from '../../../kernel/transaction.js';
import { ReachGroup } from '../../../people/index.js';

/** Whether this person may bring an export of this group, and anybody agreed that it is read. */
@Injectable()
export class MayImport {
  constructor(
    private readonly reach: ReachGroup,
    private readonly bases: BasisOf,
  ) {}

  /** @throws GroupNotFound (404) where the person has no say. */
  async execute(
    tx: Transaction,
    principal: Principal,
    groupId: GroupId,
  ): Promise<{ readonly kind: 'allowed'; readonly timezone: string } | Refused<'no-basis'>> {
    const { timezone } = await this.reach.execute(tx, principal, { groupId, permission: 'imports.start' });
    const basis = (await this.bases.ofMany(tx, [groupId])).get(groupId);
    const scans = basis?.kind === 'active' && basis.recorded.purposes.some(isScanPurpose);
    return scans ? { kind: 'allowed', timezone } : refuse('no-basis', { basis: basis?.kind ?? 'none' });
  }
}
