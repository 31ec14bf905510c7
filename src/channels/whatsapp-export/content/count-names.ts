import { detached } from '../text/fold-characters.js';
import { nameEnd } from './read-sender.js';

/** Memory stays bounded on files whose every line has a colon of its own. */
const MOST_COUNTED = 50_000;

/** A longer piece between two colons is a sentence, not the rest of a name. */
const LONGEST_EXTENSION = 40;

/** Below this many lines, equal beginnings are chance. */
const FEWEST_LINES = 4;

/** One person may also begin every text with `Note:`; a second name under the same title is better evidence. */
const FEWEST_LINES_OF_ONE = 10;

/** The rest are the app's lines about such people, and people who wrote once. */
const NEARLY_ALL = 0.8;

/**
 * Which texts before a colon are names. A name with a colon in it (`Dr: Ana`) shows by what repeats: every line that
 * begins with `Dr: ` goes on with one of a few texts and a second colon.
 */
export class NameCounter {
  private readonly counts = new Map<string, number>();
  /** `Dr` -> (`Dr: Ana` -> lines). */
  private readonly extensions = new Map<string, Map<string, number>>();

  see(body: string): void {
    const colon = nameEnd(body, 0);
    if (colon < 0) return;
    const name = body.slice(0, colon);
    const count = this.counts.get(name);
    if (count === undefined && this.counts.size >= MOST_COUNTED) return;
    this.counts.set(count === undefined ? detached(name) : name, (count ?? 0) + 1);
    const next = nameEnd(body, colon + 2);
    if (next > 0 && next - colon <= LONGEST_EXTENSION)
      this.extend(detached(name), detached(body.slice(0, next)));
  }

  private extend(name: string, longer: string): void {
    const known = this.extensions.get(name) ?? new Map<string, number>();
    if (known.size < FEWEST_LINES * 100) known.set(longer, (known.get(longer) ?? 0) + 1);
    this.extensions.set(name, known);
  }

  conclude(): Names {
    const partial = new Set<string>();
    for (const [name, longer] of this.extensions) {
      const lines = this.counts.get(name) ?? 0;
      const repeated = [...longer.values()].filter((count) => count > 1);
      const covered = repeated.reduce((sum, count) => sum + count, 0);
      const fewest = repeated.length > 1 ? FEWEST_LINES : FEWEST_LINES_OF_ONE;
      if (lines >= fewest && covered >= lines * NEARLY_ALL) partial.add(name);
    }
    return new Names(this.counts, partial);
  }
}

/** What the survey learnt about names; asked for every entry. */
export class Names {
  constructor(
    private readonly counts: ReadonlyMap<string, number>,
    private readonly partial: ReadonlySet<string>,
  ) {}

  /** Index of the colon behind the sender's name, or -1 when nobody's name stands there. */
  endOf(body: string): number {
    const colon = nameEnd(body, 0);
    if (colon < 0 || this.partial.size === 0) return colon;
    if (!this.partial.has(body.slice(0, colon))) return colon;
    const next = nameEnd(body, colon + 2);
    // No second colon: the app tells something about somebody whose name holds the first.
    return next;
  }

  timesSeen(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** Whether a text that a cut file ends with may be the beginning of somebody's name. */
  beginsName(text: string): boolean {
    if (text === '') return true;
    for (const name of this.counts.keys())
      if (name.length >= text.length && name.startsWith(text)) return true;
    return false;
  }
}
