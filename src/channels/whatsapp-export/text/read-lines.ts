import { isUtf8 } from 'node:buffer';

/** One line of the file; `fault` says why its text cannot be trusted. */
export interface Line {
  readonly text: string;
  /** 1-based; `\n`, `\r\n` and a lone `\r` each end a line. */
  readonly number: number;
  readonly fault: 'invalid-utf8' | 'too-long' | null;
  /** False for a last line that no line break follows: it may have been cut. */
  readonly ended: boolean;
}

/** A message of a chat app ends far below this; beyond it lies a file that is not a chat, and memory. */
export const LONGEST_LINE = 1_048_576;

/** Enough of a line that is too long to see whether an entry begins on it. */
const KEPT_OF_TOO_LONG = 1_024;

const LF = 10;
const CR = 13;

/** Lines of a UTF-8 or UTF-16 file, a batch per chunk read; holds one chunk and one unfinished line. */
export async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter();
  for await (const chunk of asUtf8(stream)) {
    const lines = splitter.push(chunk);
    if (lines.length > 0) yield lines;
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}

/** Passes UTF-8 through and turns UTF-16 (told by its mark or by its zero bytes) into UTF-8. */
async function* asUtf8(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of stream) {
    if (decoder === undefined && chunk.length > 0) decoder = decoderFor(chunk);
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    else yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

/** By the byte order mark, or by zero bytes: an entry begins with ASCII, half of which is zero in UTF-16. */
export function utf16Encoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = [...head.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  if (zeros === 'x0x0') return 'utf-16le';
  return zeros === '0x0x' ? 'utf-16be' : null;
}

function decoderFor(head: Uint8Array): TextDecoder | null {
  const encoding = utf16Encoding(head);
  return encoding ? new TextDecoder(encoding) : null;
}

class LineSplitter {
  private carry: Buffer = Buffer.alloc(0);
  private count = 0;
  private skipping = false;

  push(chunk: Buffer): Line[] {
    const buffer = this.carry.length > 0 ? Buffer.concat([this.carry, chunk]) : chunk;
    const lines: Line[] = [];
    const upTo = endOfWholeLines(buffer);
    if (upTo > 0) this.split(buffer.subarray(0, upTo), lines);
    this.keep(buffer.subarray(upTo), lines);
    return lines;
  }

  end(): Line[] {
    const lines: Line[] = [];
    if (this.carry.length === 0) return lines;
    const ended = this.carry[this.carry.length - 1] === CR;
    this.add(ended ? this.carry.subarray(0, -1) : this.carry, lines, ended);
    return lines;
  }

  private split(whole: Buffer, lines: Line[]): void {
    let from = 0;
    while (from < whole.length) {
      let to = whole.indexOf(LF, from);
      if (to < 0) to = whole.length;
      const end = to > from && whole[to - 1] === CR ? to - 1 : to;
      this.add(whole.subarray(from, end), lines, true);
      from = to + 1;
    }
  }

  private add(bytes: Buffer, lines: Line[], ended: boolean): void {
    if (this.skipping) {
      this.skipping = !ended;
      return;
    }
    if (bytes.length > LONGEST_LINE) {
      this.addTooLong(bytes, lines, ended);
      return;
    }
    const text = bytes.toString('utf8');
    if (text.includes('\r')) this.splitAtReturns(bytes, lines, ended);
    else this.addText(text, bytes, { lines, ended });
  }

  private splitAtReturns(bytes: Buffer, lines: Line[], ended: boolean): void {
    let from = 0;
    while (from <= bytes.length) {
      const at = bytes.indexOf(CR, from);
      const to = at < 0 ? bytes.length : at;
      const part = bytes.subarray(from, to);
      this.addText(part.toString('utf8'), part, { lines, ended: ended || at >= 0 });
      from = to + 1;
    }
  }

  private addText(text: string, bytes: Buffer, to: { lines: Line[]; ended: boolean }): void {
    this.count += 1;
    const broken = text.includes('\ufffd') && !isUtf8(bytes);
    to.lines.push({ text, number: this.count, fault: broken ? 'invalid-utf8' : null, ended: to.ended });
  }

  private addTooLong(bytes: Buffer, lines: Line[], ended: boolean): void {
    this.count += 1;
    const text = bytes.subarray(0, KEPT_OF_TOO_LONG).toString('utf8');
    lines.push({ text, number: this.count, fault: 'too-long', ended });
  }

  /** What is left of a chunk waits for the next, unless it is already longer than any line may be. */
  private keep(rest: Buffer, lines: Line[]): void {
    if (this.skipping) {
      this.carry = rest.length > 0 && rest[rest.length - 1] === CR ? rest.subarray(-1) : Buffer.alloc(0);
    } else if (rest.length > LONGEST_LINE) {
      this.addTooLong(rest, lines, false);
      this.skipping = true;
      this.carry = Buffer.alloc(0);
    } else {
      // A copy, because the reader may reuse the memory of its chunk.
      this.carry = Buffer.from(rest);
    }
  }
}

/** Behind the last line break that surely ends a line; a `\r` at the very end may still be half of `\r\n`. */
function endOfWholeLines(buffer: Buffer): number {
  const lineFeed = buffer.lastIndexOf(LF);
  if (lineFeed >= 0) return lineFeed + 1;
  return buffer.length > 1 ? buffer.lastIndexOf(CR, buffer.length - 2) + 1 : 0;
}
