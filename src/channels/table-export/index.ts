import { refuse } from '../../kernel/refused.js';
import type { ExportChannel, ExportEntry, ExportSource, ReadOptions } from '../channel.js';
import { localInstant } from '../local-instant.js';
import { readCsv } from './read-csv.js';
import { readJsonLines } from './read-json-lines.js';

/**
 * The documented form for everything that has no channel of its own (docs/import-format.md): JSON Lines or CSV with the
 * names `sent_at sender name text id forwarded media`. `sent_at` is ISO 8601; without an offset it is the wall clock of
 * the group's zone.
 */
export const tableExport: ExportChannel = {
  kind: 'table-export',
  capabilities: { deleteMessage: false, removeMember: false, reply: false },
  settings: {},

  recognise(head) {
    return layoutOf(head) === null ? 0 : 0.9;
  },

  async open(source, options) {
    const layout = layoutOf(await firstBytes(source));
    if (layout === null) {
      return refuse('unknown-format', {
        expected: 'JSON Lines or CSV with the columns sent_at, sender and text',
      });
    }
    return {
      kind: 'opened',
      header: {
        format: 'table-export',
        variant: layout.variant,
        dateOrder: null,
        dateOrderSure: 1,
        title: null,
      },
      entries: () => entriesOf(source, options, layout),
    };
  },
};

interface Layout {
  readonly variant: 'csv' | 'jsonl';
  readonly separator: string;
}

/** A CSV is known by its header, JSON Lines by the names in its first line. */
function layoutOf(head: Uint8Array): Layout | null {
  const text = Buffer.from(head)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const first = text.slice(0, text.search(/\r?\n|$/));
  if (first.startsWith('{')) {
    return first.includes('"sent_at"') && first.includes('"sender"')
      ? { variant: 'jsonl', separator: '' }
      : null;
  }
  const separator = first.includes(';') ? ';' : ',';
  const names = first.split(separator).map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase());
  return names.includes('sent_at') && names.includes('sender') ? { variant: 'csv', separator } : null;
}

async function firstBytes(source: ExportSource): Promise<Uint8Array> {
  for await (const chunk of source.stream()) return chunk;
  return new Uint8Array();
}

function entriesOf(
  source: ExportSource,
  options: ReadOptions,
  { variant, separator }: Layout,
): AsyncIterable<readonly ExportEntry[]> {
  const place = { instant: localInstant(options.timezone), beside: source.media };
  return variant === 'csv'
    ? readCsv(source.stream(), { ...place, separator })
    : readJsonLines(source.stream(), place);
}
