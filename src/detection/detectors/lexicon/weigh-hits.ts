import type { Harm } from '../../../kernel/harm.js';
import { joinOverlapping } from '../../../kernel/span.js';
import type { Span } from '../../../kernel/span.js';
import { HARM_OF_KIND } from './kinds.js';
import type { Severity } from './kinds.js';
import type { Hit, Softener } from './read-context.js';

/** What the hits of a message say about one harm together. */
export interface Verdict {
  readonly harm: Harm;
  readonly probability: number;
  readonly spans: readonly Span[];
  readonly reason: string;
}

/**
 * P(harm | a hit of this severity, nothing around it). A list is evidence, not a judge: even a slur is often quoted,
 * joked with or turned against itself in ways no context word shows, so nothing reaches certainty.
 */
const PROBABILITY: Readonly<Record<Severity, number>> = { 1: 0.2, 2: 0.4, 3: 0.6, 4: 0.8 };

/**
 * What a context does to the odds. Counter-speech and reclaimed words are nearly always harmless; a quotation may still
 * pass the harm on; a negation may be sarcastic; a threat about a match is mostly about the match.
 */
const ODDS: Readonly<Record<Softener, number>> = {
  quoted: 0.35,
  negated: 0.3,
  countered: 0.15,
  reclaimed: 0.15,
  playful: 0.25,
};

/** What softens a kind. Someone who quotes or denies a danger may still be in it: recall comes first there. */
const SOFTENED_BY: Readonly<Partial<Record<Harm, ReadonlySet<Softener>>>> = {
  hate: new Set(['quoted', 'negated', 'countered', 'reclaimed']),
  abuse: new Set(['quoted', 'negated', 'countered', 'reclaimed', 'playful']),
  threat: new Set(['quoted', 'negated', 'countered', 'playful']),
  exploitation: new Set(['negated', 'countered', 'playful']),
  disclosure: new Set(['playful']),
};

/** Other words that say the same are not independent evidence: each adds this share of its own. */
const SHARE_OF_FURTHER_HITS = 0.4;

/** One verdict for each harm with a hit. `trust` is 1, or less where the languages are a guess. */
export function weighHits(hits: readonly Hit[], trust: number): Verdict[] {
  const byHarm = new Map<Harm, Hit[]>();
  for (const hit of hits) {
    const harm = HARM_OF_KIND[hit.meaning.entry.kind];
    byHarm.set(harm, [...(byHarm.get(harm) ?? []), hit]);
  }
  return [...byHarm].map(([harm, ofHarm]) => weighHarm(harm, ofHarm, trust));
}

function weighHarm(harm: Harm, hits: readonly Hit[], trust: number): Verdict {
  const weighed = hits
    .map((hit) => ({ hit, probability: probabilityOf(hit, harm) }))
    .sort((a, b) => b.probability - a.probability);
  const distinct: typeof weighed = [];
  for (const one of weighed)
    if (!distinct.some(({ hit }) => touches(hit.spans, one.hit.spans))) distinct.push(one);
  const innocence = distinct.reduce(
    (product, { probability }, at) => product * (1 - probability * (at === 0 ? 1 : SHARE_OF_FURTHER_HITS)),
    1,
  );
  const [strongest] = weighed;
  return {
    harm,
    probability: trust * (1 - innocence),
    spans: joinOverlapping(hits.flatMap(({ spans }) => spans)),
    reason: strongest === undefined ? '' : reasonOf(strongest.hit, harm),
  };
}

function probabilityOf({ meaning, softeners }: Hit, harm: Harm): number {
  const probability = PROBABILITY[meaning.entry.severity];
  const odds = softeners
    .filter((softener) => SOFTENED_BY[harm]?.has(softener) ?? false)
    .reduce((product, softener) => product * ODDS[softener], probability / (1 - probability));
  return odds / (1 + odds);
}

function reasonOf({ meaning: { entry }, softeners }: Hit, harm: Harm): string {
  const softened = softeners.some((softener) => SOFTENED_BY[harm]?.has(softener) ?? false);
  const key = entry.kind === 'slur' && entry.target !== null ? `slur-${entry.target}` : entry.kind;
  return softened ? `${key}-softened` : key;
}

function touches(some: readonly Span[], others: readonly Span[]): boolean {
  return some.some((one) => others.some((other) => one.start < other.end && other.start < one.end));
}
