export interface Line {
  /** 1-based. */
  readonly number: number;
  /** Null when the line is longer than a message can be; it was skipped without being kept. */
  readonly text: string | null;
}

/** A line longer than this is no message: WhatsApp, Telegram and SMS all end far below. Characters. */
const LONGEST = 1 << 20;

/** Splits bytes into lines at LF or CRLF, with memory bounded by the longest line allowed. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncIterable<readonly Line[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let skipping = false;
  let number = 0;
  const take = (text: string): Line => {
    number += 1;
    const line = { number, text: skipping ? null : text.replace(/\r$/, '') };
    skipping = false;
    return line;
  };
  for await (const chunk of bytes) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    if (pieces.length > 0) yield pieces.map(take);
    if (rest.length > LONGEST) {
      skipping = true;
      rest = '';
    }
  }
  if (rest !== '' || skipping) yield [take(rest)];
}
