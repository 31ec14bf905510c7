import type { GroupId, MessageId } from '../../../kernel/ids.js';
import type { Signal } from '../../../kernel/signal.js';
import type { ConversationMemory, ExaminedMessage, Turn } from '../../detector.js';

/** What anybody looks back on from one message: enough for every window below, however the stream is cut into batches. */
export const TURNS_LOOKED_BACK = 200;

/** A group's turns in order, those of the batch among them. */
export interface Timeline {
  readonly turns: readonly Turn[];
  /** Positions of the batch's own messages in `turns`. */
  readonly present: readonly number[];
}

/** What is asked to lay out the timelines of a batch. */
export interface Sources {
  readonly conversations: ConversationMemory;
  readonly earlier: ReadonlyMap<MessageId, readonly Signal[]>;
}

/** The timeline of each group in the batch. Messages of one instant keep the order in which they came. */
export async function layOut(
  batch: readonly ExaminedMessage[],
  sources: Sources,
): Promise<ReadonlyMap<GroupId, Timeline>> {
  const byGroup = new Map<GroupId, Turn[]>();
  for (const { message } of batch) {
    const { groupId, id, memberId, sentAt } = message;
    const turns = byGroup.get(groupId) ?? [];
    const heat = heatOf(sources.earlier.get(id) ?? []);
    turns.push({ messageId: id, memberId, at: sentAt, heat, kind: 'message' });
    byGroup.set(groupId, turns);
  }
  const timelines = await Promise.all(
    [...byGroup].map(async ([groupId, own]): Promise<[GroupId, Timeline]> => {
      const before = await turnsAround(groupId, own, sources.conversations);
      return [groupId, merge(before, own)];
    }),
  );
  return new Map(timelines);
}

/** Remembered turns up to the batch's last message: people may join between two messages of one batch. */
async function turnsAround(
  groupId: GroupId,
  own: readonly Turn[],
  conversations: ConversationMemory,
): Promise<readonly Turn[]> {
  const last = own.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0);
  const ids = new Set(own.map(({ messageId }) => messageId));
  const remembered = await conversations.turnsBefore(
    groupId,
    new Date(last + 1),
    TURNS_LOOKED_BACK + own.length,
  );
  return remembered.filter(({ kind, messageId }) => kind === 'joined' || !ids.has(messageId));
}

function merge(remembered: readonly Turn[], own: readonly Turn[]): Timeline {
  const present = new Set(own);
  const turns = [...remembered, ...own].sort((a, b) => a.at.getTime() - b.at.getTime());
  return { turns, present: turns.flatMap((turn, at) => (present.has(turn) ? [at] : [])) };
}

const HEATED_HARMS: ReadonlySet<string> = new Set(['hate', 'abuse', 'threat']);

function heatOf(signals: readonly Signal[]): number {
  return signals.reduce(
    (heat, { harm, probability }) => (HEATED_HARMS.has(harm) ? Math.max(heat, probability) : heat),
    0,
  );
}
