/** Invisible characters, tatweel, and the skin colours of emoji. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u0640]/u;
const SKIN_COLOURS: Ranges = [[0x1f3fb, 0x1f3ff]];
export const WHITE = /[\t-\r\u0085\p{Z}]/u;

type Ranges = readonly (readonly [first: number, last: number])[];

/** Vowel signs that everyday writing leaves out (Hebrew, Arabic, Syriac), and the Devanagari and Gurmukhi nukta. */
const UNWRITTEN: Ranges = [
  [0x0591, 0x05bd],
  [0x05bf, 0x05bf],
  [0x05c1, 0x05c2],
  [0x05c4, 0x05c5],
  [0x05c7, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x06d6, 0x06dc],
  [0x06df, 0x06e4],
  [0x06e7, 0x06e8],
  [0x06ea, 0x06ed],
  [0x0711, 0x0711],
  [0x0730, 0x074a],
  [0x08ca, 0x08ff],
  [0x093c, 0x093c],
  [0x0a3c, 0x0a3c],
];

/** Marks of no orthography that chats are written in: overlays, underlines, letters above, enclosing shapes. */
const DECORATION: Ranges = [
  [0x0305, 0x0305],
  [0x030e, 0x030e],
  [0x0310, 0x0310],
  [0x0312, 0x0312],
  [0x0315, 0x031a],
  [0x031c, 0x0322],
  [0x0329, 0x032c],
  [0x032f, 0x032f],
  [0x0332, 0x0341],
  [0x0346, 0x036f],
  [0x0483, 0x0489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
];

/** Marks and letters that compose with what stands before them. */
const COMBINING: Ranges = [
  [0x0300, 0x036f],
  [0x09bc, 0x09bc],
  [0x09be, 0x09be],
  [0x09d7, 0x09d7],
  [0x0b3c, 0x0b3c],
  [0x0b3e, 0x0b3e],
  [0x0b56, 0x0b57],
  [0x0bbe, 0x0bbe],
  [0x0bd7, 0x0bd7],
  [0x0c56, 0x0c56],
  [0x0cc2, 0x0cc2],
  [0x0cd5, 0x0cd6],
  [0x0d3e, 0x0d3e],
  [0x0d57, 0x0d57],
  [0x0dca, 0x0dca],
  [0x0dcf, 0x0dcf],
  [0x0ddf, 0x0ddf],
  [0x102e, 0x102e],
  [0x1161, 0x1175],
  [0x11a8, 0x11c2],
  [0x3099, 0x309a],
  [0xff9e, 0xff9f],
];

function isIn(ranges: Ranges, char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return ranges.some(([first, last]) => code >= first && code <= last);
}

/** Whether a character is invisible or only decorates the letter it sits on. */
export function isDropped(char: string): boolean {
  if (WHITE.test(char)) return false;
  return INVISIBLE.test(char) || [SKIN_COLOURS, UNWRITTEN, DECORATION].some((ranges) => isIn(ranges, char));
}

/** Whether a character must be normalised together with the letter before it. */
export function isCombining(char: string): boolean {
  return isIn(COMBINING, char);
}
