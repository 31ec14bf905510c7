import { TracedText } from '../fold/traced-text.js';
import { TracedView } from '../view.js';

/** One work sheet for all views: a view is finished before another one is begun. */
const sheet = new TracedText();

/** Collects a view made from another view, piece by piece, and traces it back to the original. */
export class DerivedView {
  constructor(private readonly source: TracedView) {
    sheet.clear();
  }

  /** `text` stands for the units `start..end` of the source. */
  add(text: string, start: number, end: number): void {
    if (text === '') return;
    const span = this.source.toOriginal({ start, end });
    sheet.pushText(text, span.start, span.end);
  }

  finish(): TracedView {
    return new TracedView(sheet.slice(0, sheet.length), sheet.trace(), null);
  }
}
