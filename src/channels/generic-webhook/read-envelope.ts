import { refuse } from '../../kernel/refused.js';
import type { NormaliseRefusal } from '../channel.js';

/** More would make one delivery's walk longer than a worker should hold a lane; senders split. */
export const MOST_MESSAGES = 1_000;

/** `/messages/0/media/0/kind` is the deepest place that means anything; a little room for fields we ignore. */
const MOST_DEPTH = 8;

/** Ids and group keys are looked up, never shown; longer ones are a mistake. */
const LONGEST_KEY = 200;

export interface Envelope {
  readonly kind: 'envelope';
  readonly id: string;
  readonly group: string;
  readonly messages: readonly unknown[];
}

export function readEnvelope(body: Uint8Array): Envelope | NormaliseRefusal {
  const parsed = parse(body);
  if (parsed === NOT_JSON) return refuse('not-json');
  if (!isRecord(parsed)) return refuse('invalid-shape', { path: '', expected: 'an object' });
  const { id, group, messages } = parsed;
  if (!isKey(id)) return refuse('invalid-shape', { path: '/id', expected: KEY });
  if (!isKey(group)) return refuse('invalid-shape', { path: '/group', expected: KEY });
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > MOST_MESSAGES) {
    return refuse('invalid-shape', {
      path: '/messages',
      expected: `an array of 1 to ${MOST_MESSAGES} messages`,
    });
  }
  return { kind: 'envelope', id, group, messages: messages as readonly unknown[] };
}

const KEY = `text of 1 to ${LONGEST_KEY} characters`;
const NOT_JSON = Symbol('not JSON');

function parse(body: Uint8Array): unknown {
  // JSON.parse recurses; a few kilobytes of brackets must not be able to exhaust the stack.
  if (nestsDeeperThan(body, MOST_DEPTH)) return NOT_JSON;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return NOT_JSON;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function nestsDeeperThan(body: Uint8Array, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < body.length; i += 1) {
    const byte = body[i] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else depth += STEP[byte] ?? 0;
    if (depth > most) return true;
  }
  return false;
}

/** What an opening or closing bracket does to the depth. */
const STEP: Readonly<Record<number, number>> = { 0x5b: 1, 0x7b: 1, 0x5d: -1, 0x7d: -1 };

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isKey(value: unknown): value is string {
  return isText(value, LONGEST_KEY) && value.length >= 1;
}

/** NUL, which nobody types and no database keeps, and halves of characters, which would not survive being stored. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

export function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !UNSTORABLE.test(value);
}
