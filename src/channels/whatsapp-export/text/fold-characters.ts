/** What a UTF-16 code unit is to a timestamp, in every script at once. */
export const KIND = { other: 0, digit: 1, letter: 2, space: 3, mark: 4 } as const;

/** Invisible characters phones put around names, numbers and dates; U+FEFF comes with concatenated files. */
const MARKS = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

const SPACES = [0x20, 0x09, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000];

const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['،,', ','],
  ['、,', ','],
  ['，,', ','],
  ['：∶︰', ':'],
  ['／⁄∕', '/'],
  ['．。', '.'],
  ['‐‑‒–—―−－', '-'],
  ['［', '['],
  ['］', ']'],
];

export interface CharacterTables {
  /** Code unit -> ASCII look-alike; digits of every script become 0-9; the unit itself otherwise. */
  readonly folded: Uint16Array;
  /** Code unit -> one of `KIND`. */
  readonly kind: Uint8Array;
}

function buildTables(): CharacterTables {
  const folded = Uint16Array.from({ length: 65_536 }, (_unused, code) => code);
  const kind = new Uint8Array(65_536);
  for (let code = 0; code < 65_536; code += 1) {
    const character = String.fromCharCode(code);
    if (/[\p{L}\p{M}]/u.test(character)) kind[code] = KIND.letter;
    else if (/\p{Cf}/u.test(character)) kind[code] = KIND.mark;
    else if (/\p{Nd}/u.test(character)) {
      kind[code] = KIND.digit;
      folded[code] = 48 + digitValue(code);
    }
  }
  for (const code of [...SPACES, ...Array.from({ length: 11 }, (_unused, step) => 0x2000 + step)]) {
    kind[code] = KIND.space;
    folded[code] = 32;
  }
  for (const [alike, plain] of LOOK_ALIKES)
    for (const character of alike) folded[character.charCodeAt(0)] = plain.charCodeAt(0);
  return { folded, kind };
}

/** Digits of a script stand in runs of ten, so the value is the distance to the first of its run. */
function digitValue(codePoint: number): number {
  let first = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1)) && codePoint - first < 9) first -= 1;
  return codePoint - first;
}

/** Built once per process (about 20 ms): a table look-up per character is what makes a line cheap. */
export const CHARACTERS: CharacterTables = buildTables();

/**
 * Digits outside the basic plane (Chakma, Adlam, Osmanya...) become a mark and an ASCII digit: the same number of
 * code units, so positions in the line stay valid.
 */
export function foldAstralDigits(line: string): string {
  return line.replace(/\p{Nd}/gu, (digit) =>
    digit.length === 2 ? `\u200e${digitValue(digit.codePointAt(0) ?? 48)}` : digit,
  );
}

/** Without invisible marks; what people compare with their eyes. */
export function withoutMarks(text: string): string {
  return hasMark(text) ? text.replace(MARKS, '') : text;
}

function hasMark(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x60b && CHARACTERS.kind[code] === KIND.mark) return true;
  }
  return false;
}

/** The key under which wordings are compared: no marks, single spaces, lower case, no full stop at the end. */
export function wordingKey(text: string): string {
  return withoutMarks(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.。।۔]$/, '')
    .toLowerCase();
}

/** The key under which words of a timestamp are compared: `p. m.`, `P.M.` and `pm` are one word. */
export function stampWordKey(word: string): string {
  return withoutMarks(word)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s.'"’ʼ`·״׳\u0970\u0f0b\u070f-]|\u200c|\u200d/g, '');
}

/** A copy that does not keep the line alive it was cut from; for what is remembered longer than a line. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
