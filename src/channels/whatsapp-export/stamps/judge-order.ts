import type { DateOrder } from '../../channel.js';
import type { PartOrder } from './read-stamp.js';
import { arranged, dayFrom } from './read-stamp.js';
import type { Era } from './stamp-words.js';

type Parts = readonly [number, number, number];

const DAY = 86_400_000;

/** WhatsApp appeared in 2009; a reading that dates messages before is as good as impossible. */
const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2075, 0, 1);

/** A step back costs three times a step forward: exports are in order of arrival. */
const BACKWARD = 3;

/** What a language or a habit of phones suggests is worth this many days of jumps; evidence soon outweighs it. */
const HINT_DAYS = 20;

/** A rare order has to fit this many times better than the usual ones. */
const RARE_FACTOR = 3;

/** One date in this many may be mistyped or damaged. */
const FAILS_PER_NOISE = 20;

export interface OrderVerdict {
  readonly order: PartOrder;
  /** 0.5 (a guess) to 1 (proven). */
  readonly sure: number;
}

interface Hypothesis {
  readonly order: PartOrder;
  impossible: number;
  jumps: number;
  before: number | null;
  readonly rare: boolean;
}

/** Collects what the dates of one make say about their order: parts above 12, and which order runs smoothly. */
export class OrderJudge {
  private readonly hypotheses: readonly Hypothesis[];
  private previous = '';
  private unpadded = false;
  private dates = 0;

  constructor(private readonly yearAt: 0 | 2 | null) {
    const rare: PartOrder | null = yearAt === 0 ? 'ydm' : yearAt === null ? 'ymd' : null;
    const usual: readonly PartOrder[] = yearAt === 0 ? ['ymd'] : ['dmy', 'mdy'];
    this.hypotheses = [...usual, ...(rare ? [rare] : [])].map((order) => ({
      order,
      impossible: 0,
      jumps: 0,
      before: null,
      rare: order === rare,
    }));
  }

  /** `padded` is false when a part below ten is written without its zero. */
  see(parts: Parts, about: { readonly padded: boolean; readonly era: Era | null }): void {
    if (!about.padded) this.unpadded = true;
    const key = parts.join('/');
    if (key === this.previous) return;
    this.previous = key;
    this.dates += 1;
    for (const hypothesis of this.hypotheses) weigh(hypothesis, parts, about.era);
  }

  /** American phones write no zeros and two digits of the year: half of what makes a file month-first. */
  get looksAmerican(): boolean {
    return this.unpadded && this.yearAt === null;
  }

  allows(order: DateOrder): boolean {
    return this.hypotheses.some((hypothesis) => hypothesis.order === order);
  }

  get proven(): boolean {
    return this.verdict(null).sure === 1;
  }

  verdict(hint: DateOrder | null): OrderVerdict {
    const plausible = this.plausible(hint);
    const fewest = Math.min(...plausible.map(({ impossible }) => impossible));
    const ranked = plausible
      .filter(({ impossible }) => impossible === fewest)
      .map((hypothesis) => ({
        order: hypothesis.order,
        cost: hypothesis.jumps + priorCost(hypothesis, hint),
      }))
      .sort((one, other) => one.cost - other.cost);
    const [best, second] = ranked;
    if (!best) return { order: 'dmy', sure: 0.5 };
    if (!second) return { order: best.order, sure: 1 };
    const margin = (second.cost - best.cost) / (second.cost + best.cost + HINT_DAYS);
    return { order: best.order, sure: Math.round((0.5 + 0.45 * margin) * 100) / 100 };
  }

  /**
   * The rare orders are believed only on strong evidence, so that one mistyped date does not turn a file: a short
   * year in front where it alone runs smoothly or the language says so, a day before the month behind a year
   * (Kyrgyz, Uyghur) where the usual order keeps failing.
   */
  private plausible(hint: DateOrder | null): readonly Hypothesis[] {
    const usual = this.hypotheses.filter(({ rare }) => !rare);
    const rare = this.hypotheses.find((hypothesis) => hypothesis.rare);
    if (!rare) return usual;
    if (rare.order === hint && rare.impossible * FAILS_PER_NOISE <= this.dates) return [rare];
    const best = Math.min(...usual.map(strain));
    return strain(rare) * RARE_FACTOR < best ? [rare] : usual;
  }
}

/** How badly a hypothesis fits: an impossible date weighs as much as a year's jump. */
function strain({ impossible, jumps }: Hypothesis): number {
  return impossible * 365 + jumps;
}

function priorCost({ order }: Hypothesis, hint: DateOrder | null): number {
  if (order === hint) return 0;
  return order === 'mdy' ? 2 * HINT_DAYS : HINT_DAYS;
}

function weigh(hypothesis: Hypothesis, parts: Parts, era: Era | null): void {
  const day = dayFrom(arranged(parts, hypothesis.order), era);
  if (day === null || day < EARLIEST || day > LATEST) {
    hypothesis.impossible += 1;
    return;
  }
  if (hypothesis.before !== null) {
    const step = (day - hypothesis.before) / DAY;
    hypothesis.jumps += step < 0 ? -step * BACKWARD : step;
  }
  hypothesis.before = day;
}
