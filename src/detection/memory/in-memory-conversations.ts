import type { GroupId } from '../../kernel/ids.js';
import type { ConversationMemory, Turn } from '../detector.js';

/** The last turns of each group; `exchange` never asks for more than this many. */
const TURNS_KEPT = 200;

export class InMemoryConversations implements ConversationMemory {
  private readonly turns = new Map<GroupId, Turn[]>();

  turnsBefore(groupId: GroupId, before: Date, limit: number): Promise<readonly Turn[]> {
    const earlier = (this.turns.get(groupId) ?? []).filter(({ at }) => at < before);
    return Promise.resolve(earlier.slice(-limit));
  }

  /** Called by the walk after a batch, in the order of the conversation. */
  remember(groupId: GroupId, turns: readonly Turn[]): void {
    const kept = [...(this.turns.get(groupId) ?? []), ...turns];
    this.turns.set(groupId, kept.slice(-TURNS_KEPT));
  }
}
