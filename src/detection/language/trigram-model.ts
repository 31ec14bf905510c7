import { PairTable } from '../text/index.js';

/** A language's commonest trigrams, commonest first. */
export interface RankedTrigrams {
  readonly language: string;
  readonly trigrams: readonly string[];
}

/** Longer samples hardly change the answer. In UTF-16 units, spaces included. */
const LONGEST_SAMPLE = 120;
/** Fewer units tell nothing. */
const SHORTEST_SAMPLE = 10;
/** What a trigram outside a language's ranks adds to the distance: one more than the last rank. */
const UNRANKED = 300;
const SPACE = 32;
/** Digits and ASCII punctuation part words. */
const FIRST_SIGN = 0x21;
const LAST_SIGN = 0x40;

/**
 * Distances of a text to several languages by out-of-place trigram ranks (Cavnar and Trenkle 1994). A trigram knows the
 * languages that rank it, so that a text is walked once however many languages there are.
 */
export class TrigramModel {
  private readonly languages: readonly string[];
  /** By trigram, its place in `ranks`. */
  private readonly places = new PairTable();
  /** By place, pairs of language and rank. */
  private readonly ranks: number[][] = [[]];
  private readonly counted = new TrigramCounts();
  private readonly sample = new Uint16Array(LONGEST_SAMPLE + 2);

  constructor(rows: readonly RankedTrigrams[]) {
    this.languages = rows.map(({ language }) => language);
    rows.forEach(({ trigrams }, language) => {
      trigrams.forEach((trigram, rank) => {
        const start = startOf(trigram.charCodeAt(0), trigram.charCodeAt(1));
        const place = this.places.get(start, trigram.charCodeAt(2));
        if (place > 0) this.ranks[place]?.push(language, rank);
        else this.places.add(start, trigram.charCodeAt(2), this.ranks.push([language, rank]) - 1);
      });
    });
  }

  /** The plausible languages with their likeness to the words, 1 for the nearest, nearest first. */
  likeness(
    words: readonly { readonly text: string }[],
    plausible: (language: string) => boolean,
  ): [language: string, likeness: number][] {
    const asked = this.languages.map(plausible);
    if (!asked.includes(true)) return [];
    const { units, written } = this.take(words);
    if (written < SHORTEST_SAMPLE) return [];
    this.count(units);
    const distances = this.distances();
    const ranked = this.languages
      .map((language, at) => ({ language, distance: distances[at] ?? 0 }))
      .filter((_, at) => asked[at])
      .sort((a, b) => a.distance - b.distance);
    const nearest = ranked[0]?.distance ?? 0;
    const farthest = written * UNRANKED - nearest;
    return ranked.map(({ language, distance }) => [language, 1 - (distance - nearest) / farthest || 0]);
  }

  /** Writes the sample between two spaces; `written` counts what stood there before signs were taken out. */
  private take(words: readonly { readonly text: string }[]): { units: number; written: number } {
    const { sample } = this;
    sample[0] = SPACE;
    let units = 1;
    let written = 0;
    for (const { text } of words) {
      if (written > 0 && written < LONGEST_SAMPLE) {
        written++;
        units = this.write(SPACE, units);
      }
      for (let at = 0; at < text.length && written < LONGEST_SAMPLE; at++, written++) {
        const unit = text.charCodeAt(at);
        units = this.write(unit >= FIRST_SIGN && unit <= LAST_SIGN ? SPACE : unit, units);
      }
      if (written === LONGEST_SAMPLE) break;
    }
    return { units: this.write(SPACE, units), written };
  }

  /** Spaces never follow one another. */
  private write(unit: number, at: number): number {
    if (unit === SPACE && this.sample[at - 1] === SPACE) return at;
    this.sample[at] = unit;
    return at + 1;
  }

  private count(units: number): void {
    const { counted, sample } = this;
    counted.clear();
    for (let at = 2; at < units; at++) {
      counted.add(startOf(sample[at - 2] ?? 0, sample[at - 1] ?? 0), sample[at] ?? 0);
    }
  }

  private distances(): Float64Array {
    const { counted } = this;
    const distances = new Float64Array(this.languages.length).fill(counted.size * UNRANKED);
    for (let each = 0; each < counted.size; each++) {
      const pairs = this.ranks[this.places.get(counted.starts[each] ?? 0, counted.ends[each] ?? 0)];
      if (pairs === undefined) continue;
      const count = counted.counts[each] ?? 0;
      for (let at = 0; at < pairs.length; at += 2) {
        const language = pairs[at] ?? 0;
        const off = Math.abs(count - (pairs[at + 1] ?? 0) - 1);
        distances[language] = (distances[language] ?? 0) + off - UNRANKED;
      }
    }
    return distances;
  }
}

/** Twice the trigrams of the longest sample, as a power of two. */
const SLOTS = 256;

/** The different trigrams of one sample, in order, and how often each stands there. */
class TrigramCounts {
  size = 0;
  readonly starts = new Int32Array(LONGEST_SAMPLE);
  readonly ends = new Uint16Array(LONGEST_SAMPLE);
  readonly counts = new Uint8Array(LONGEST_SAMPLE);
  /** Which trigram, plus one, holds each slot of the hash table. */
  private readonly holders = new Uint8Array(SLOTS);

  clear(): void {
    this.size = 0;
    this.holders.fill(0);
  }

  add(start: number, end: number): void {
    let slot = Math.imul(start ^ Math.imul(end, 0x85ebca77), 0x9e3779b1) >>> 24;
    for (let holder = this.holders[slot] ?? 0; holder > 0; holder = this.holders[slot] ?? 0) {
      if (this.starts[holder - 1] === start && this.ends[holder - 1] === end) {
        this.counts[holder - 1] = (this.counts[holder - 1] ?? 0) + 1;
        return;
      }
      slot = (slot + 1) % SLOTS;
    }
    this.starts[this.size] = start;
    this.ends[this.size] = end;
    this.counts[this.size] = 1;
    this.holders[slot] = ++this.size;
  }
}

/** The first two units of a trigram as one integer. */
function startOf(first: number, second: number): number {
  return (first << 16) | second;
}
