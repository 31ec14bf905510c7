import type { Harm } from '../../../kernel/harm.js';
import {
  BASE,
  COMBINATIONS,
  DISCOUNTS,
  EXPLOITATION_DISCOUNTS,
  MOST_SUPPORT,
  SUPPORTS,
} from './combinations.js';
import type { Combination } from './combinations.js';
import type { FoundSign } from './read-signs.js';
import type { Sign } from './signs.js';

/** What the signs of a message amount to for one harm. */
export interface Weighed {
  readonly harm: Harm;
  /** 0..1. */
  readonly probability: number;
  /** The combination that leads. */
  readonly key: string;
}

type Counts = ReadonlyMap<Sign, readonly FoundSign[]>;

/** Combines the signs of one message: at most one verdict per harm, the leading combination deciding. */
export function weighSigns(signs: readonly FoundSign[]): Weighed[] {
  const counts = bySign(signs);
  const leading = new Map<Harm, Combination>();
  for (const combination of COMBINATIONS) {
    if (!isThere(combination, counts)) continue;
    if (combination.scam) keepHeavier(leading, 'scam', combination);
    if (combination.also) keepHeavier(leading, combination.also, combination);
  }
  return [...leading].map(([harm, combination]) => ({
    harm,
    key: combination.key,
    probability: probabilityOf(harm, combination, counts),
  }));
}

function bySign(signs: readonly FoundSign[]): Map<Sign, FoundSign[]> {
  const counts = new Map<Sign, FoundSign[]>();
  for (const found of signs) {
    const known = counts.get(found.sign);
    if (known) known.push(found);
    else counts.set(found.sign, [found]);
  }
  return counts;
}

function keepHeavier(leading: Map<Harm, Combination>, harm: Harm, candidate: Combination): void {
  const known = leading.get(harm);
  if (!known || candidate.weight > known.weight) leading.set(harm, candidate);
}

function isThere({ needs, within }: Combination, counts: Counts): boolean {
  if (!needs.every((anyOf) => anyOf.some((sign) => counts.has(sign)))) return false;
  return within === null || areNear({ needs, within }, counts);
}

function areNear(combination: { needs: Combination['needs']; within: number }, counts: Counts): boolean {
  const [left = [], right = []] = combination.needs.map((anyOf) =>
    anyOf.flatMap((sign) => counts.get(sign) ?? []),
  );
  return left.some((a) => right.some((b) => distance(a, b) <= combination.within));
}

/** Words between two signs; what stands outside the words is near everything. */
function distance(a: FoundSign, b: FoundSign): number {
  if (a.first < 0 || b.first < 0) return 0;
  return Math.max(a.first - b.last, b.first - a.last, 0);
}

function probabilityOf(harm: Harm, combination: Combination, counts: Counts): number {
  const inside = new Set(combination.needs.flat());
  const support = sum(SUPPORTS, counts, (sign) => (inside.has(sign) ? 0 : 1));
  const discount = sum(DISCOUNTS, counts, (sign) => {
    if (harm === 'exploitation' && !EXPLOITATION_DISCOUNTS.includes(sign)) return 0;
    return isRepeated(counts.get(sign)) ? 1.5 : 1;
  });
  const logOdds = BASE + combination.weight + Math.min(support, MOST_SUPPORT) - discount;
  return 1 / (1 + Math.exp(-logOdds));
}

function sum(
  weights: Readonly<Partial<Record<Sign, number>>>,
  counts: Counts,
  share: (sign: Sign) => number,
): number {
  let total = 0;
  for (const sign of counts.keys()) total += (weights[sign] ?? 0) * share(sign);
  return total;
}

/** Twice in different places; overlapping phrases are one saying. */
function isRepeated(found: readonly FoundSign[] | undefined): boolean {
  const [head] = found ?? [];
  return head !== undefined && (found ?? []).some(({ first }) => first > head.last);
}
