import { PairTable } from './pair-table.js';

/** Finds every stored prefix of a word in one walk over its letters. Values are integers from 0. */
export class PrefixTree {
  private readonly edges = new PairTable();
  /** What ends at each node, plus one; 0 where nothing does. */
  private readonly values = [0];

  /** The value stored for `prefix`, made by `make` when it is new. */
  ensure(prefix: string, make: () => number): number {
    let node = 0;
    for (let at = 0; at < prefix.length; at++) {
      const unit = prefix.charCodeAt(at);
      let next = this.edges.get(node, unit);
      if (next === 0) {
        next = this.values.push(0) - 1;
        this.edges.add(node, unit, next);
      }
      node = next;
    }
    const known = this.values[node] ?? 0;
    if (known > 0) return known - 1;
    const made = make();
    this.values[node] = made + 1;
    return made;
  }

  /** Adds to `found` the value of each stored prefix that `word` begins with, shortest first. */
  walk(word: string, found: number[]): void {
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      node = this.edges.get(node, word.charCodeAt(at));
      if (node === 0) return;
      const value = this.values[node] ?? 0;
      if (value > 0) found.push(value - 1);
    }
  }
}
