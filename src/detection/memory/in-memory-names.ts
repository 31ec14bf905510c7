import type { GroupId, MemberId } from '../../kernel/ids.js';
import type { NameHistory, NameMemory } from '../detector.js';

interface KnownName {
  readonly skeleton: string;
  readonly since: Date;
  readonly replaced: boolean;
}

interface KnownGroup {
  readonly names: Map<MemberId, KnownName>;
  readonly users: Map<string, Set<MemberId>>;
}

/** Remembers who is called what for the length of one command. */
export class InMemoryNames implements NameMemory {
  private readonly groups = new Map<GroupId, KnownGroup>();

  recall(
    groupId: GroupId,
    names: readonly { readonly memberId: MemberId; readonly skeleton: string; readonly at: Date }[],
  ): Promise<NameHistory> {
    const group: KnownGroup = this.groups.get(groupId) ?? { names: new Map(), users: new Map() };
    this.groups.set(groupId, group);
    for (const { memberId, skeleton, at } of names) {
      const before = group.names.get(memberId);
      if (before?.skeleton === skeleton) continue;
      if (before) group.users.get(before.skeleton)?.delete(memberId);
      group.names.set(memberId, { skeleton, since: at, replaced: before !== undefined });
      const users = group.users.get(skeleton) ?? new Set<MemberId>();
      group.users.set(skeleton, users.add(memberId));
    }
    return Promise.resolve(historyOf(group, names));
  }
}

function historyOf(group: KnownGroup, asked: readonly { readonly memberId: MemberId }[]): NameHistory {
  const changedAt = new Map<MemberId, Date>();
  const sameName = new Map<MemberId, readonly MemberId[]>();
  for (const { memberId } of asked) {
    const name = group.names.get(memberId);
    if (!name) continue;
    if (name.replaced) changedAt.set(memberId, name.since);
    const others = [...(group.users.get(name.skeleton) ?? [])].filter((id) => id !== memberId);
    if (others.length > 0) sameName.set(memberId, others);
  }
  return { changedAt, sameName };
}
