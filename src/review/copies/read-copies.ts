import { Injectable } from '@nestjs/common';
import type { FlagId, GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf, workOf } from '../../platform/auth/index.js';
import { FlagRepository } from '../flags/flag.repository.js';
import { ReachFlag } from '../flags/reach-flag.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { CopiesRepository, MOST_COPIES } from './copies.repository.js';

/** What would be decided along with a flag, before it is. */
export interface Copies {
  /** Open flags with the same text that one act would settle. */
  readonly count: number;
  /** There are more than one act settles. */
  readonly more: boolean;
  /** Colleagues are on these; they stay with them. */
  readonly held: number;
  readonly groups: readonly { readonly id: GroupId; readonly name: string; readonly count: number }[];
}

/** How many identical copies wait, and where. None of their words are read. */
@Injectable()
export class ReadCopies {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reach: ReachFlag,
    private readonly flags: FlagRepository,
    private readonly copies: CopiesRepository,
  ) {}

  /** Throws FlagNotFound outside the principal's reach. */
  execute(principal: Principal, id: FlagId): Promise<Copies> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const flag = await this.reach.execute(tx, principal, { id, permission: 'flags.decide' });
      const ids = await this.copies.open(tx, flag, reachOf(principal, 'flags.decide'));
      const copies = await this.flags.some(tx, ids.slice(0, MOST_COPIES));
      const free = copies.filter(({ claimedBy }) => claimedBy === null || claimedBy === principal.staffId);
      const more = ids.length > MOST_COPIES;
      return { count: free.length, more, held: copies.length - free.length, groups: byGroup(free) };
    });
  }
}

/** Most copies first. */
function byGroup(copies: readonly StoredFlag[]): Copies['groups'] {
  const groups = new Map<GroupId, { id: GroupId; name: string; count: number }>();
  for (const { groupId: id, groupName: name } of copies)
    groups.set(id, { id, name, count: (groups.get(id)?.count ?? 0) + 1 });
  return [...groups.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
