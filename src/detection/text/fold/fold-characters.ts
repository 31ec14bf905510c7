import type { Span } from '../../../kernel/span.js';
import {
  COMBINE,
  DROP,
  EXPAND,
  foldCharacter,
  HIDDEN_SPACE,
  KEEP,
  kindOf,
  LETTER,
  LONE,
  MARK,
  OTHER,
  pageOf,
} from './code-points.js';
import { isDropped } from './marks.js';
import type { TracedText } from './traced-text.js';

/** A Latin letter with more than two combining marks is decoration: no orthography stacks three. */
const MOST_MARKS = 2;
const SPACE_UNIT = 32;

interface Reading {
  readonly text: string;
  readonly out: TracedText;
  /** Where the letter that a combining mark would join begins, in the text and in the output; -1 when there is none. */
  baseIn: number;
  baseOut: number;
}

/** Folds a text character by character (stage one); linear in its length whatever it holds. */
export function foldCharacters(text: string, out: TracedText): void {
  out.clear();
  const reading: Reading = { text, out, baseIn: -1, baseOut: -1 };
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit > 127) {
      at = foldBeyondAscii(reading, at);
      continue;
    }
    const folded = ASCII[unit] ?? 0;
    if (folded !== 0) {
      reading.baseIn = at;
      reading.baseOut = out.length;
      out.push(folded, at, at + 1);
    }
    at++;
  }
}

/** Folded ASCII; 0 for what is dropped. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 127 || (code < 32 && (code < 9 || code > 13))) return 0;
  if (code < 32) return code === 10 ? 10 : 32;
  return code >= 65 && code <= 90 ? code + 32 : code;
});

function foldBeyondAscii(reading: Reading, at: number): number {
  const code = reading.text.codePointAt(at) ?? 0;
  const next = code > 0xffff ? at + 2 : at + 1;
  const action = pageOf(code).action[code & 255];
  if (action === COMBINE) return combine(reading, at);
  if (action === DROP || (action === HIDDEN_SPACE && !afterUnspacedScript(reading.out))) return next;
  reading.baseIn = at;
  reading.baseOut = reading.out.length;
  pushFolded(reading.out, code, { start: at, end: next });
  return next;
}

function pushFolded(out: TracedText, code: number, span: Span): void {
  const page = pageOf(code);
  const low = code & 255;
  const action = page.action[low];
  if (action === KEEP) pushCode(out, page.folded[low] ?? 0, span);
  else if (action === EXPAND) out.pushText(page.expansion[low] ?? '', span.start, span.end);
  else out.push(SPACE_UNIT, span.start, span.end);
}

/** Whether the last letter is Thai, Lao, Burmese or Khmer, whose writers mark word ends with zero-width spaces. */
function afterUnspacedScript(out: TracedText): boolean {
  const code = out.unit(out.length - 1);
  return (
    (code >= 0xe00 && code <= 0xeff) ||
    (code >= 0x1000 && code <= 0x109f) ||
    (code >= 0x1780 && code <= 0x17ff)
  );
}

function pushCode(out: TracedText, code: number, span: Span): void {
  if (code < 0x10000) {
    out.push(code, span.start, span.end);
    return;
  }
  out.push(0xd800 + ((code - 0x10000) >> 10), span.start, span.end);
  out.push(0xdc00 + ((code - 0x10000) & 0x3ff), span.start, span.end);
}

/** Folds a letter together with the marks after it, taking back what the letter alone had given. */
function combine(reading: Reading, markAt: number): number {
  const { text, out, baseIn, baseOut } = reading;
  const end = endOfMarks(text, markAt);
  const base = baseIn < 0 ? OTHER : kindOf(out.unit(baseOut));
  const joins =
    base === LETTER ||
    base === LONE ||
    (base === MARK && compose(out.unit(baseOut), text.charCodeAt(markAt)));
  if (!joins) return end;
  const folded = foldCluster(text.slice(baseIn, end));
  out.length = baseOut;
  out.pushText(folded, baseIn, end);
  return end;
}

/** Some Indic vowel signs are typed in two halves; any other mark on a mark is misplaced. */
function compose(first: number, second: number): boolean {
  return String.fromCharCode(first, second).normalize('NFC').length === 1;
}

function endOfMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const action = pageOf(code).action[code & 255];
    if (action !== COMBINE && action !== DROP && action !== HIDDEN_SPACE) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function foldCluster(cluster: string): string {
  const [base = ''] = cluster;
  if ((cluster.match(/\p{M}/gu)?.length ?? 0) > MOST_MARKS) return foldCharacter(base);
  const marks = Array.from(cluster.slice(base.length)).filter(
    (char) => char !== '\u200B' && !isDropped(char),
  );
  // A written stress is for learners of Cyrillic; й, ё and ѓ are letters and have composed by now.
  return foldCharacter(base + marks.join('')).replace(/(?<=\p{Script=Cyrillic})[\u0300\u0301]+/gu, '');
}
