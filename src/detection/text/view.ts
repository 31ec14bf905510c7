import type { Span } from '../../kernel/span.js';
import type { TextView, ViewWord } from '../text-views.js';
import { splitWords } from './fold/split-words.js';
import type { RomanisedEvidence } from './readings/romanised-evidence.js';
import type { ReadWords } from './match/vocabulary.js';

/** Where each unit of a view came from; null when the view stands exactly where the original stands. */
export interface Trace {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Other words that a word may stand for; undefined when there are none. */
export type ReadWord = (word: ViewWord, original: Span) => readonly string[] | undefined;

/** A view whose words are cut when first asked for. */
export class TracedView implements TextView {
  /** The words as the term indexes know them, kept here from the first search on. */
  read: ReadWords | undefined;
  /** What speaks for a romanised language: asked for by the language room and by the latin view. */
  romanised: RomanisedEvidence | undefined;
  private cut: readonly ViewWord[] | undefined;

  constructor(
    readonly text: string,
    readonly trace: Trace | null,
    private readonly readWord: ReadWord | null,
  ) {}

  get words(): readonly ViewWord[] {
    this.cut ??= this.cutWords();
    return this.cut;
  }

  toOriginal(span: Span): Span {
    const { trace } = this;
    if (trace === null) return { start: span.start, end: span.end };
    const start = trace.from[span.start] ?? trace.to[trace.to.length - 1] ?? 0;
    return { start, end: span.end > span.start ? (trace.to[span.end - 1] ?? start) : start };
  }

  private cutWords(): readonly ViewWord[] {
    const words = splitWords(this.text);
    const { readWord } = this;
    if (readWord === null) return words;
    return words.map((word) => {
      const readings = readWord(word, this.toOriginal(word));
      return readings === undefined ? word : { ...word, readings };
    });
  }
}
