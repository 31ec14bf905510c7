import type { Layout } from './lay-out.js';
import type { StampScanner } from './scan-stamp.js';
import { TOKEN } from './scan-stamp.js';

/** Lines of one shape that follow each other without a line of another shape between them. */
interface Run {
  readonly from: number;
  to: number;
  count: number;
}

interface Shape {
  readonly layout: Layout;
  readonly tokens: readonly number[];
  /** Equal for shapes that differ only in what their words may mean: `ap.` and `ip.` are one clock. */
  readonly skeleton: string;
  count: number;
  readonly runs: Run[];
}

/** Runs beyond this many are interleaved lines, which the run rule is not about. */
const MOST_RUNS = 64;

/** A chat pasted into a message rarely has this many lines, nor this share; two exports put into one file do. */
const LONG_RUN = 40;
const LONG_SHARE = 0.1;

/** At the start or the end of a file a shorter run is enough: a changed setting or a second export. */
const LONG_RUN_AT_EDGE = 6;

/** Which shapes begin entries in this file. */
export interface Accepted {
  /** The most frequent shape; names the variant. */
  readonly main: Layout;
  /** `yes`: always; `fits`: when its time follows the entry before; `no`: it is text that somebody pasted. */
  verdict(shape: number, line: number): 'yes' | 'fits' | 'no';
  layoutOf(shape: number): Layout | undefined;
  /** Whether the start of a timestamp that the file's end cuts is the start of this file's kind. */
  begins(scan: StampScanner): boolean;
}

/**
 * Counts shapes. The most frequent one is the file's own. Another one of the same family (a 12-hour clock switched
 * on) begins entries where its times fit; any other only in a long run of its own (two exports in one file).
 */
export class ShapeCensus {
  private readonly shapes = new Map<number, Shape>();
  private last: Shape | null = null;
  private firstLine = 0;
  private lastLine = 0;
  total = 0;

  see(scan: StampScanner, layout: Layout, line: number): void {
    this.total += 1;
    this.firstLine ||= line;
    this.lastLine = line;
    let known = this.shapes.get(scan.shape);
    if (!known) {
      const tokens = [...scan.tokens.subarray(0, scan.tokenCount)];
      const skeleton = `${layout.family} ${tokens.map((token) => Math.min(token, TOKEN.word)).join()}`;
      known = { layout, tokens, skeleton, count: 0, runs: [] };
      this.shapes.set(scan.shape, known);
    }
    known.count += 1;
    const run = known.runs.at(-1);
    if (this.last === known && run) {
      run.to = line;
      run.count += 1;
    } else if (known.runs.length < MOST_RUNS) known.runs.push({ from: line, to: line, count: 1 });
    this.last = known;
  }

  conclude(): Accepted | null {
    let main: Shape | null = null;
    for (const shape of this.shapes.values()) if (!main || shape.count > main.count) main = shape;
    if (!main) return null;
    const { layout, skeleton, tokens } = main;
    const runs = new Map([...this.shapes].map(([id, shape]) => [id, shape.runs.filter(this.isLong)]));
    return {
      main: layout,
      begins: (scan) => startsAlike(tokens, scan) && scan.bracketed === (layout.family === 'ios'),
      layoutOf: (shape) => this.shapes.get(shape)?.layout,
      verdict: (shape, line) => {
        const known = this.shapes.get(shape);
        if (!known) return 'no';
        if (known.skeleton === skeleton) return 'yes';
        if (runs.get(shape)?.some(({ from, to }) => line >= from && line <= to)) return 'yes';
        return known.layout.family === layout.family ? 'fits' : 'no';
      },
    };
  }

  private readonly isLong = (run: Run): boolean => {
    const atEdge = run.from === this.firstLine || run.to === this.lastLine;
    return run.count >= Math.max(atEdge ? LONG_RUN_AT_EDGE : LONG_RUN, this.total * LONG_SHARE);
  };
}

/** A few bare numbers at the end of a text are no timestamp: a bracket or the whole date must be there. */
function startsAlike(whole: readonly number[], scan: StampScanner): boolean {
  if (scan.numberCount < (scan.bracketed ? 1 : 3)) return false;
  const last = scan.tokenCount - 1;
  for (let at = 0; at < last; at += 1) if (scan.tokens[at] !== whole[at]) return false;
  // The last number may have lost digits.
  return last < whole.length && isNumber(scan.tokens[last]) === isNumber(whole[last]);
}

function isNumber(token: number | undefined): boolean {
  return token !== undefined && token < TOKEN.separator;
}
