/** Longest piece handed to a tokenizer: their merge and lattice searches are not linear in a word of 100,000 letters. */
const PIECE = 4096;
/** How far before the end of a piece a space is looked for; no written word is longer. */
const SEARCH = 256;
/** A quarter, so that a sentence cut by one window's end stands whole in the next. */
const OVERLAP = 0.25;
/** A wall of text costs no more than this many messages; the last quarter is kept for its end. */
const MOST_WINDOWS = 64;
const SHARE_OF_THE_END = 0.25;
/** Windows that the long texts of one batch share, about as many as a batch has messages: a raid of walls costs as much again. */
const WINDOWS_OF_A_BATCH = 512;
/** A beginning, what follows, and an end. */
const FEWEST_WINDOWS = 4;

/** How many windows each long text may have when so many of them are read together. */
export function mostWindows(longTexts: number): number {
  const share = Math.floor(WINDOWS_OF_A_BATCH / Math.max(1, longTexts));
  return Math.min(MOST_WINDOWS, Math.max(FEWEST_WINDOWS, share));
}

/** The text in pieces, cut at spaces where there are any and never within a character. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > PIECE) {
    const end = cutBefore(text, start + PIECE);
    pieces.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

function cutBefore(text: string, end: number): number {
  const space = text.slice(end - SEARCH, end).search(/\s\S*$/);
  if (space >= 0) return end - SEARCH + space + 1;
  const splitsPair =
    (text.charCodeAt(end) & 0xfc00) === 0xdc00 && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return splitsPair ? end - 1 : end;
}

/**
 * Tokens in overlapping windows of at most `room`. Of a text of more than `most` windows the first three quarters of them
 * and the last quarter are read, because what a wall of text hides stands at its end more often than in its middle.
 */
export function windowsOf(
  tokens: readonly number[],
  room: number,
  most = MOST_WINDOWS,
): (readonly number[])[] {
  if (tokens.length === 0) return [];
  const ofTheEnd = Math.floor(most * SHARE_OF_THE_END);
  const step = Math.max(1, Math.floor(room * (1 - OVERLAP)));
  const count = Math.max(1, Math.ceil((tokens.length - room) / step) + 1);
  const windows = Array.from({ length: count }, (_, at) => at)
    .filter((at) => count <= most || at < most - ofTheEnd || at >= count - ofTheEnd)
    .map((at) => tokens.slice(at * step, at * step + room));
  return windows;
}
