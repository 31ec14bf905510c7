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
  /** By trigram, pairs of language and rank. */
  private readonly ranks = new Map<number, number[]>();
  private readonly counts = new Map<number, number>();
  private readonly sample = new Uint16Array(LONGEST_SAMPLE + 2);

  constructor(rows: readonly RankedTrigrams[]) {
    this.languages = rows.map(({ language }) => language);
    rows.forEach(({ trigrams }, language) => {
      trigrams.forEach((trigram, rank) => {
        const key = keyOf(trigram.charCodeAt(0), trigram.charCodeAt(1), trigram.charCodeAt(2));
        const pairs = this.ranks.get(key);
        if (pairs === undefined) this.ranks.set(key, [language, rank]);
        else pairs.push(language, rank);
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
    const { counts, sample } = this;
    counts.clear();
    for (let at = 2; at < units; at++) {
      const key = keyOf(sample[at - 2] ?? 0, sample[at - 1] ?? 0, sample[at] ?? 0);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }

  private distances(): Float64Array {
    const distances = new Float64Array(this.languages.length).fill(this.counts.size * UNRANKED);
    for (const [key, count] of this.counts) {
      const pairs = this.ranks.get(key);
      if (pairs === undefined) continue;
      for (let at = 0; at < pairs.length; at += 2) {
        const language = pairs[at] ?? 0;
        const off = Math.abs(count - (pairs[at + 1] ?? 0) - 1);
        distances[language] = (distances[language] ?? 0) + off - UNRANKED;
      }
    }
    return distances;
  }
}

/** Three units in 48 bits. */
function keyOf(first: number, second: number, third: number): number {
  return (first * 0x10000 + second) * 0x10000 + third;
}
