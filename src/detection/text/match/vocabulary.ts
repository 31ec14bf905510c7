import type { ViewWord } from '../../text-views.js';
import { mayCarryProclitic, stemsOf } from './arabic-proclitics.js';
import { PrefixTree } from './prefix-tree.js';

/** One word of a phrase, ready to be compared. */
export interface TermWord {
  readonly text: string;
  /** Stands for every word that begins with it. */
  readonly wildcard: boolean;
  /** Stands also for the word with و ف ب ل ك س ال in front. */
  readonly proclitics: boolean;
}

/** Which words of phrases each word of a view stands for. Those of word `i` lie from `starts[i]` to `starts[i + 1]`. */
export interface ReadWords {
  readonly starts: Int32Array;
  readonly numbers: Int32Array;
  /** How large the vocabulary was: a view is read again when it has grown since. */
  readonly size: number;
}

const ARABIC = 0x600;

/**
 * Numbers for the words of all phrases of all indexes. Every message is walked by a dozen indexes, so its words are
 * looked up here once and the indexes compare numbers.
 */
export class Vocabulary {
  private readonly whole = new Map<string, number>();
  private readonly beginnings = new PrefixTree();
  private readonly stems = new Map<string, number>();
  private readonly stemBeginnings = new PrefixTree();
  private words = 0;

  get size(): number {
    return this.words;
  }

  numberOf({ text, wildcard, proclitics }: TermWord): number {
    const next = () => this.words++;
    if (wildcard) return (proclitics ? this.stemBeginnings : this.beginnings).ensure(text, next);
    const words = proclitics ? this.stems : this.whole;
    const known = words.get(text);
    if (known !== undefined) return known;
    const made = next();
    words.set(text, made);
    return made;
  }

  /** Looks up the words of a view with all their readings. */
  read(words: readonly ViewWord[]): ReadWords {
    const starts = new Int32Array(words.length + 1);
    const numbers: number[] = [];
    words.forEach(({ text, readings }, at) => {
      this.look(text, numbers);
      if (readings !== undefined) for (const reading of readings) this.look(reading, numbers);
      starts[at + 1] = numbers.length;
    });
    return { starts, numbers: Int32Array.from(numbers), size: this.words };
  }

  private look(word: string, found: number[]): void {
    const whole = this.whole.get(word);
    if (whole !== undefined) found.push(whole);
    this.beginnings.walk(word, found);
    if (word.charCodeAt(0) < ARABIC) return;
    this.lookAsStem(word, found);
    if (mayCarryProclitic(word)) for (const stem of stemsOf(word)) this.lookAsStem(stem, found);
  }

  private lookAsStem(stem: string, found: number[]): void {
    const whole = this.stems.get(stem);
    if (whole !== undefined) found.push(whole);
    this.stemBeginnings.walk(stem, found);
  }
}
