import { PairTable } from './pair-table.js';

/** Five words already part a phrase from its meaning; it also bounds the search. */
export const WIDEST_GAP = 5;
const GAPS = WIDEST_GAP + 1;
const ROOT = 1;

/** Called with the entry, the first and the last word of a match. */
export type OnMatch = (entry: number, first: number, last: number) => void;

/** The words of a text as numbers; those of word `i` lie from `starts[i]` to `starts[i + 1]`. */
export interface NumberedText {
  readonly starts: Int32Array;
  readonly numbers: Int32Array;
}

/** Phrases as paths of numbered words, each word reached over a gap of 0..5 others. */
export class PhraseTree {
  private readonly edges = new PairTable();
  /** By node, one bit for each gap by which a word may follow. */
  private readonly gaps = [0, 0];
  /** By node, the last entry that ends there plus one; and by entry, the one before it that ends at the same node. */
  private readonly lastEnding = [0, 0];
  private readonly earlierEnding: number[] = [];
  /** One bit for each word that begins a phrase: most words of a message begin none. */
  private beginnings = new Uint32Array(0);

  /** Adds the next entry, numbered from 0; one without words is numbered too. */
  plant(words: readonly number[], gap: number): void {
    const entry = this.earlierEnding.push(0) - 1;
    if (words.length === 0) return;
    this.noteBeginning(words[0] ?? 0);
    let node = ROOT;
    words.forEach((word, at) => {
      node = this.follow(node, word, at === 0 ? 0 : gap);
    });
    this.earlierEnding[entry] = this.lastEnding[node] ?? 0;
    this.lastEnding[node] = entry + 1;
  }

  /** Reports every path that the text holds, by first word; over gaps the same one may be reported twice. */
  find(text: NumberedText, report: OnMatch): void {
    const { starts, numbers } = text;
    const { beginnings } = this;
    for (let first = 0; first < starts.length - 1; first++) {
      const end = starts[first + 1] ?? 0;
      for (let i = starts[first] ?? 0; i < end; i++) {
        const word = numbers[i] ?? 0;
        if (((beginnings[word >>> 5] ?? 0) & (1 << (word & 31))) === 0) continue;
        this.reach(this.edges.get(ROOT, word * GAPS), { text, first, report }, first);
      }
    }
  }

  private noteBeginning(word: number): void {
    const place = word >>> 5;
    if (place >= this.beginnings.length) {
      const longer = new Uint32Array(Math.max(place + 1, this.beginnings.length * 2));
      longer.set(this.beginnings);
      this.beginnings = longer;
    }
    this.beginnings[place] = (this.beginnings[place] ?? 0) | (1 << (word & 31));
  }

  private follow(node: number, word: number, gap: number): number {
    const known = this.edges.get(node, word * GAPS + gap);
    if (known !== 0) return known;
    const made = this.gaps.push(0) - 1;
    this.lastEnding.push(0);
    this.gaps[node] = (this.gaps[node] ?? 0) | (1 << gap);
    this.edges.add(node, word * GAPS + gap, made);
    return made;
  }

  /** Follows every edge of `node` from the word at `next`. */
  private step(node: number, search: Search, next: number): void {
    const { starts } = search.text;
    const gaps = this.gaps[node] ?? 0;
    for (let gap = 0; gap < GAPS; gap++) {
      if ((gaps & (1 << gap)) === 0) continue;
      const last = Math.min(next + gap, starts.length - 2);
      for (let at = next; at <= last; at++) this.stepOnto(at, search, { node, gap });
    }
  }

  private stepOnto(at: number, search: Search, from: { node: number; gap: number }): void {
    const { starts, numbers } = search.text;
    const end = starts[at + 1] ?? 0;
    for (let i = starts[at] ?? 0; i < end; i++) {
      const reached = this.edges.get(from.node, (numbers[i] ?? 0) * GAPS + from.gap);
      if (reached !== 0) this.reach(reached, search, at);
    }
  }

  private reach(node: number, search: Search, last: number): void {
    this.reportEndings(this.lastEnding[node] ?? 0, search, last);
    if (this.gaps[node] !== 0) this.step(node, search, last + 1);
  }

  /** In the order in which the entries were planted. */
  private reportEndings(ending: number, search: Search, last: number): void {
    if (ending === 0) return;
    this.reportEndings(this.earlierEnding[ending - 1] ?? 0, search, last);
    search.report(ending - 1, search.first, last);
  }
}

interface Search {
  readonly text: NumberedText;
  readonly first: number;
  readonly report: OnMatch;
}
