import { refuse } from '../../kernel/refused.js';
import type {
  ExportChannel,
  ExportEntry,
  ExportRefusal,
  ExportSource,
  OpenExport,
  ReadOptions,
} from '../channel.js';
import { localInstant } from '../local-instant.js';
import { readChats } from './read-chats.js';
import type { Chat } from './read-chats.js';
import { readEntry } from './read-entry.js';

/** One await per this many entries for the caller. */
const BATCH = 500;

/** Telegram Desktop's `result.json`: one chat, or a whole account with several. */
export const telegramExport: ExportChannel = {
  kind: 'telegram-export',
  capabilities: { deleteMessage: false, removeMember: false, reply: false },
  settings: {},

  recognise(head) {
    const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 4096)).toString('utf8');
    if (!/^\uFEFF?\s*\{/.test(start)) return 0;
    const known = ['"messages"', '"personal_information"', '"chats"', '"type"', '"about"'];
    const met = known.filter((key) => start.includes(key)).length;
    return met >= 2 ? 0.9 : met * 0.5;
  },

  async open(source, options) {
    const chats: Chat[] = [];
    let entries = 0;
    for await (const met of readChats(source.stream())) {
      if (met.kind === 'chat') chats.push(met.chat);
      if (met.kind === 'message') entries += 1;
    }
    if (chats.length === 0) return unknown();
    if (entries === 0) return refuse('empty', { expected: 'at least one message' });
    return {
      kind: 'opened',
      header: {
        format: 'telegram-export',
        variant: chats.length === 1 ? 'chat' : 'account',
        dateOrder: null,
        dateOrderSure: 1,
        title: chats.length === 1 ? (chats[0]?.name ?? null) : null,
        chats: chats.map(({ name, id }) => name ?? id),
      },
      entries: () => inBatches(source, options),
    } satisfies OpenExport;
  },
};

function unknown(): ExportRefusal {
  return refuse('unknown-format', {
    looksLike: 'JSON without chats',
    expected: 'result.json of Telegram Desktop, exported as "Machine-readable JSON"',
  });
}

async function* inBatches(source: ExportSource, options: ReadOptions): AsyncIterable<readonly ExportEntry[]> {
  const instant = localInstant(options.timezone);
  let batch: ExportEntry[] = [];
  let position = 0;
  for await (const met of readChats(source.stream())) {
    if (met.kind === 'chat') continue;
    position += 1;
    if (met.kind === 'message') {
      batch.push(readEntry(met.value, { chat: met.chat, position, instant, media: source.media }));
    } else {
      batch.push({
        kind: 'quarantined',
        line: position,
        reason: met.kind === 'broken' ? 'half-line' : 'too-long',
      });
    }
    if (batch.length >= BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
