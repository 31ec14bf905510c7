import { kindOf, LETTER, LONE } from './code-points.js';

/** How many code points of a text are letters of any script. */
export function countLetters(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    const kind = kindOf(code);
    if (kind === LETTER || kind === LONE) letters++;
  }
  return letters;
}
