import type { StampScanner } from './scan-stamp.js';
import { TOKEN } from './scan-stamp.js';

/** One token of a timestamp with the position of its number or word among the scanner's; -1 for separators. */
export interface Token {
  readonly code: number;
  readonly index: number;
}

export function tokensOf(scan: StampScanner): Token[] {
  const tokens: Token[] = [];
  let numbers = 0;
  let words = 0;
  for (let at = 0; at < scan.tokenCount; at += 1) {
    const code = scan.tokens[at] ?? 0;
    const word = code >= TOKEN.word;
    const index = word ? words : code < TOKEN.separator ? numbers : -1;
    if (word) words += 1;
    else if (index >= 0) numbers += 1;
    tokens.push({ code, index });
  }
  return tokens;
}

export function isNumber(token: Token | undefined): boolean {
  return token !== undefined && token.code < TOKEN.separator;
}

export function isSeparator(token: Token | undefined, character: string): boolean {
  return token?.code === (TOKEN.separator | character.charCodeAt(0));
}

export function hasBits(token: Token | undefined, bits: number): boolean {
  return token !== undefined && token.code >= TOKEN.word && (token.code & bits) !== 0;
}
