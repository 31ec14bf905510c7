import type {
  ExportChannel,
  ExportEntry,
  ExportRefusal,
  ExportSource,
  OpenExport,
  ReadOptions,
} from '../channel.js';
import { refuse } from '../../kernel/refused.js';
import { titleFromEvents, titleFromFileName } from './content/read-title.js';
import { EntryReader } from './read-entries.js';
import { layOut } from './stamps/lay-out.js';
import { LocalTime } from './stamps/local-time.js';
import { StampScanner } from './stamps/scan-stamp.js';
import type { Survey } from './survey-export.js';
import { Surveyor } from './survey-export.js';
import { nameBinary, nameText } from './text/name-bytes.js';
import { readLines, utf16Encoding } from './text/read-lines.js';

const FORMAT = 'whatsapp-export';

const EXPECTED =
  'a chat exported from WhatsApp as text: lines such as "16/04/2021, 19:46 - Name: text" or "[18/04/23, 14:05:11] Name: text"';

/** Enough to tell binary files by their bytes. */
const HEAD = 4_096;

/** Among this many lines without a timestamp, one or two with it are chance, as in a book or a log. */
const LINES_PER_CHANCE_HIT = 2_000;

/** WhatsApp's "Export chat" on Android and iOS, in every language, clock and calendar of the phone. */
export const whatsappExport: ExportChannel = {
  kind: FORMAT,
  capabilities: { deleteMessage: false, removeMember: false, reply: false },
  settings: {},
  recognise,
  open: openExport,
};

function recognise(head: Uint8Array, name: string): number {
  const encoding = utf16Encoding(head);
  if (!encoding && nameBinary(head.subarray(0, HEAD)) !== null) return 0;
  const text = new TextDecoder(encoding ?? 'utf-8').decode(head);
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const scan = new StampScanner();
  const first = lines.findIndex((line) => scan.scan(line) && layOut(scan) !== null);
  const named = titleFromFileName(name) !== null || /(^|[/\\])_chat\.txt$/i.test(name);
  // A timestamp on the first line is a chat; one further down may be an export whose beginning was cut off.
  if (first === 0) return named ? 1 : 0.95;
  if (first > 0) return named ? 0.9 : 0.5;
  return named ? 0.3 : 0;
}

async function openExport(source: ExportSource, options: ReadOptions): Promise<OpenExport | ExportRefusal> {
  const surveyor = new Surveyor();
  let firstLine = '';
  const head = await headOf(source);
  if (head.length === 0) return refuse('empty', { expected: EXPECTED });
  const binary = utf16Encoding(head) ? null : nameBinary(head);
  if (binary) return refuse('binary', { looksLike: binary, expected: EXPECTED, line: 1 });
  for await (const lines of readLines(source.stream())) {
    for (const line of lines) {
      if (firstLine === '') firstLine = line.text.trim();
      surveyor.see(line);
    }
  }
  if (firstLine === '') return refuse('empty', { expected: EXPECTED });
  const survey = isChance(surveyor) ? null : surveyor.conclude(options.dateOrder);
  if (!survey) {
    return refuse('unknown-format', {
      looksLike: nameText(firstLine),
      expected: EXPECTED,
      line: surveyor.firstStray,
    });
  }
  return opened(survey, source, options);
}

function isChance({ entries, lines }: Surveyor): boolean {
  return entries < 3 && lines > entries * LINES_PER_CHANCE_HIT;
}

async function headOf(source: ExportSource): Promise<Uint8Array> {
  for await (const chunk of source.stream()) if (chunk.length > 0) return chunk.slice(0, HEAD);
  return new Uint8Array();
}

function opened(survey: Survey, source: ExportSource, options: ReadOptions): OpenExport {
  const zone = new LocalTime(options.timezone);
  return {
    kind: 'opened',
    header: {
      format: FORMAT,
      variant: survey.variant,
      dateOrder: survey.order,
      dateOrderSure: survey.sure,
      title: titleFromFileName(source.name) ?? titleFromEvents(survey.events),
    },
    entries: () => entriesOf(new EntryReader(survey, zone, source.media), source),
  };
}

async function* entriesOf(reader: EntryReader, source: ExportSource): AsyncGenerator<readonly ExportEntry[]> {
  for await (const lines of readLines(source.stream())) {
    for (const line of lines) {
      const full = reader.read(line);
      if (full) yield full;
    }
  }
  const rest = reader.end();
  if (rest.length > 0) yield rest;
}
