import type { Harm } from '../../../kernel/harm.js';
import type { Span } from '../../../kernel/span.js';
import { logit } from '../../model/manifest/calibrate.js';
import type { ModelReading, Patience, TextModel } from '../../model/text-model.js';
import { clausesOf } from './clauses.js';

/** A text in which a model found harms. */
export interface Found {
  readonly text: string;
  readonly reading: ModelReading;
  readonly harms: readonly Harm[];
}

/** Each clause costs one reading; more of them would point out single words rather than what was said. */
const MOST_CLAUSES = 12;
/** A longer text takes several readings for each clause, and is read by a person from its start anyway. */
const LONGEST = 4000;
/** Readings one batch may spend on this, about as many as its messages took: a raid at most doubles the delay. */
const MOST_READINGS = 512;
/** In log-odds; a text that merely gets shorter moves by less. */
const LEAST_DROP = 0.5;

/** A text without one of its clauses. */
interface Occluded {
  readonly clause: Span;
  readonly text: string;
}

/**
 * Where in each text each harm is: the clause without which the model finds it least likely (occlusion, Zeiler and
 * Fergus 2014, section 4.2). The whole text where it has one clause, is very long, or no clause makes the difference.
 */
export async function pointOut(
  model: TextModel,
  found: readonly Found[],
  patience: Patience,
): Promise<readonly ReadonlyMap<Harm, readonly Span[]>[]> {
  let left = MOST_READINGS;
  const occluded = found.map(({ text }) => {
    const each = withoutEach(text);
    if (each.length > left) return [];
    left -= each.length;
    return each;
  });
  const texts = occluded.flatMap((each) => each.map(({ text }) => text));
  const readings = texts.length > 0 ? await model.read(texts, patience) : [];
  let next = 0;
  return found.map((one, at) => {
    const cases = (occluded[at] ?? []).map(({ clause }) => ({ clause, reading: readings[next++] }));
    return new Map(one.harms.map((harm) => [harm, spansOf(one, harm, cases)]));
  });
}

function withoutEach(text: string): Occluded[] {
  if (text.length > LONGEST) return [];
  const clauses = clausesOf(text, MOST_CLAUSES);
  if (clauses.length < 2) return [];
  return clauses.map((clause) => ({ clause, text: text.slice(0, clause.start) + text.slice(clause.end) }));
}

function spansOf(
  { text, reading }: Found,
  harm: Harm,
  cases: readonly { readonly clause: Span; readonly reading: ModelReading | undefined }[],
): readonly Span[] {
  const oddsOf = (of: ModelReading | undefined) => logit(of?.probabilities[harm] ?? 0);
  const whole = oddsOf(reading);
  const [most] = cases
    .map(({ clause, reading: without }) => ({ clause, drop: whole - oddsOf(without) }))
    .toSorted((a, b) => b.drop - a.drop);
  return most && most.drop >= LEAST_DROP ? [most.clause] : clausesOf(text, 1);
}
