import { write } from '../../outcome.js';
import type { Result } from './result.js';

/** JSON Lines: one object a message, written as it is found, without the message's words. */
export function jsonResult(out: NodeJS.WritableStream): Result {
  return {
    add: (_verdict, line) => write(out, `${JSON.stringify(line)}\n`),
    end: () => Promise.resolve(),
  };
}
