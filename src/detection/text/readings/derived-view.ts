import type { Trace } from '../view.js';
import { TracedView } from '../view.js';

/** Collects a view made from another view, piece by piece, and traces it back to the original. */
export class DerivedView {
  private readonly pieces: string[] = [];
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  constructor(private readonly source: TracedView) {}

  /** `text` stands for the units `start..end` of the source. */
  add(text: string, start: number, end: number): void {
    if (text === '') return;
    const span = this.source.toOriginal({ start, end });
    this.pieces.push(text);
    for (let left = text.length; left > 0; left--) {
      this.from.push(span.start);
      this.to.push(span.end);
    }
  }

  finish(): TracedView {
    const trace: Trace = { from: Int32Array.from(this.from), to: Int32Array.from(this.to) };
    return new TracedView(this.pieces.join(''), trace, null);
  }
}
