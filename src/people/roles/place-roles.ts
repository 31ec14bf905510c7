import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Place } from '../../platform/auth/index.js';
import { GroupRepository } from '../groups/group.repository.js';
import { mayGive } from './may-give.js';
import type { HeldRole } from '../staff/staff.repository.js';

export type RolesRefused = Refused<'unknown-place' | 'two-places' | 'beyond-reach' | 'no-role'>;

/** Checks roles that somebody wants to give or take: do the places exist, and are they the giver's to give? */
@Injectable()
export class PlaceRoles {
  constructor(private readonly groups: GroupRepository) {}

  /** Null when all of them may be given. A place beyond the giver's reach is told like one that does not exist. */
  async refusal(tx: Transaction, giver: Principal, roles: readonly HeldRole[]): Promise<RolesRefused | null> {
    if (roles.length === 0) return refuse('no-role');
    for (const held of roles) {
      if (held.programmeId !== null && held.groupId !== null) return refuse('two-places');
      const place = await this.placeOf(tx, held);
      if (place === null) return refuse('unknown-place');
      if (!mayGive(giver, held.role, place)) return refuse('beyond-reach', { role: held.role });
    }
    return null;
  }

  /** A group comes with its programme; null when there is no such place. */
  async placeOf(tx: Transaction, { programmeId, groupId }: Place): Promise<Place | null> {
    if (groupId !== null) return this.groups.place(tx, groupId);
    if (programmeId === null || (await this.groups.hasProgramme(tx, programmeId)))
      return { programmeId, groupId };
    return null;
  }
}
