import type { Reason } from '../../kernel/signal.js';
import type { Span } from '../../kernel/span.js';
import type { FlagView } from '../../review/index.js';
import type { Harm } from '../../kernel/harm.js';
import type { Reader } from '../words/reader.js';

/** Puts a detector's reason into the reader's language. */
export abstract class Explainer {
  abstract reason(detector: string, reason: Reason, language: string): string;
}

/** One line of "why": what it points to, in words, and how likely on this evidence alone. */
export interface Why {
  /** The same evidence often speaks for several harms. */
  readonly harms: readonly Harm[];
  readonly text: string;
  readonly probability: number;
  /** `id@version` of the detector, for those who ask where it comes from. */
  readonly source: string;
}

/** A reason of which is known whose it is, so that its worth can be told. */
export interface SpokenWhy extends Why {
  readonly detector: string;
  readonly version: string;
}

/** A flag as a page shows it: the review room's view with its reasons in words and its group's zone. */
export interface ShownFlag {
  readonly flag: FlagView;
  readonly why: readonly SpokenWhy[];
  readonly spans: readonly Span[];
  readonly zone: string;
}

export function showFlag(flag: FlagView, tell: { reader: Reader; explainer: Explainer }): ShownFlag {
  const signals = flag.harms.flatMap(({ harm, signals: given }) =>
    given.map((signal) => ({ harm, ...signal })),
  );
  const why = signals.map(({ harm, detector, version, reason, probability }) => ({
    harms: [harm],
    probability,
    source: `${detector}@${version}`,
    detector,
    version,
    text: tell.explainer.reason(detector, reason, tell.reader.language),
  }));
  return {
    flag,
    zone: flag.group.timezone,
    spans: signals.flatMap(({ spans }) => spans),
    why: joinSame(why),
  };
}

/** One line per piece of evidence, strongest first; its likelihood is that of the harm it speaks for most. */
export function joinSame<W extends Why>(why: readonly W[]): readonly W[] {
  const joined = new Map<string, W>();
  for (const one of why.toSorted((a, b) => b.probability - a.probability)) {
    const key = `${one.source} ${one.text}`;
    const first = joined.get(key);
    joined.set(key, first ? { ...first, harms: [...first.harms, ...one.harms] } : one);
  }
  return [...joined.values()];
}
