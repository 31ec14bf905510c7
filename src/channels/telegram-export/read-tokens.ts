import { getManyValues, isMany, none } from 'stream-chain/defs.js';
import { jsonParser } from 'stream-json/core/parser.js';
import type { Token } from 'stream-json/core/parser.js';

export type { Token };

/** Tokens of a piece that breaks are lost with it, so pieces are small: at most this many characters are at stake. */
const PIECE = 2048;

/**
 * The tokens of a JSON text, a few hundred at a time; throws where the text is no JSON. Fed synchronously, because a
 * stream would throw away what it had already read when it meets an error.
 */
export async function* readTokens(bytes: AsyncIterable<Uint8Array>): AsyncIterable<readonly Token[]> {
  const parse = jsonParser({ packValues: true, streamValues: false });
  const decoder = new TextDecoder();
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    for (let at = 0; at < text.length; at += PIECE) yield tokensOf(parse(text.slice(at, at + PIECE)));
  }
  yield tokensOf(parse(none as unknown as string));
}

function tokensOf(parsed: unknown): readonly Token[] {
  return isMany(parsed) ? (getManyValues(parsed) as Token[]) : [];
}
