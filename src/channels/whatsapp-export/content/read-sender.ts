import type { Sender } from '../../../kernel/message.js';
import { CHARACTERS, KIND, detached, withoutMarks } from '../text/fold-characters.js';

/** Contact names are short; further away a colon belongs to the text. */
const LONGEST_NAME = 128;

/** Names beyond this many are read anew each time; a real group stays far below. */
const MOST_REMEMBERED = 50_000;

const COLON = 58;
const LINE_FEED = 10;
const { folded, kind } = CHARACTERS;

/** Index of the next colon that may end a name (a space, a mark or nothing follows it), or -1. */
export function nameEnd(body: string, from: number): number {
  const limit = Math.min(body.length, LONGEST_NAME);
  for (let at = from; at < limit; at += 1) {
    const code = body.charCodeAt(at);
    if (code === LINE_FEED) return -1;
    if (code === COLON && at > 0 && endsName(body, at + 1)) return at;
  }
  return -1;
}

function endsName(body: string, next: number): boolean {
  if (next >= body.length || body.charCodeAt(next) === LINE_FEED) return true;
  return (kind[body.charCodeAt(next)] ?? 0) >= KIND.space;
}

/** Behind the colon and one space; marks stay, because on iOS they say who speaks. */
export function textStart(body: string, colon: number): number {
  const at = colon + 1;
  return kind[body.charCodeAt(at)] === KIND.space ? at + 1 : at;
}

/** Names as written -> senders; the same person's lines share one object. */
export class SenderBook {
  private readonly known = new Map<string, Sender>();

  senderOf(name: string): Sender {
    const known = this.known.get(name);
    if (known) return known;
    const sender = readSender(detached(name));
    if (this.known.size < MOST_REMEMBERED) this.known.set(detached(name), sender);
    return sender;
  }
}

/**
 * A number becomes `+` and its digits, however it is spaced; it is nobody's name. A tilde marks a name people gave
 * themselves, on some phones only, so it is no part of the name.
 */
function readSender(written: string): Sender {
  const plain = withoutMarks(written).replace(/\s+/g, ' ').trim();
  const digits = digitsOfPhone(plain);
  if (digits !== null) return { handle: `+${digits}`, name: null };
  const name = plain.replace(/^~\s*/, '') || plain;
  return { handle: name, name };
}

function digitsOfPhone(plain: string): string | null {
  let digits = '';
  const from = plain.startsWith('~') ? 1 : 0;
  for (let at = from; at < plain.length; at += 1) {
    const code = plain.charCodeAt(at);
    if (kind[code] === KIND.digit) digits += String.fromCharCode(folded[code] ?? 48);
    else if (!'+ -().\u00a0/'.includes(String.fromCharCode(folded[code] ?? 0))) return null;
  }
  // Without a plus it takes seven digits to be a number rather than a nickname.
  return digits.length >= (plain.includes('+') ? 5 : 7) ? digits : null;
}
