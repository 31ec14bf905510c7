import type { Sign } from './signs.js';

/** What a message shows, cues and circumstances together. */
export interface Evidence {
  readonly signs: ReadonlySet<Sign>;
  /** A number, date or amount stands in the text. */
  readonly number: boolean;
  /** Passed on many times, as the channel says. */
  readonly travelled: boolean;
  /** A link to somewhere that can be checked: `official` belongs to the register. */
  readonly link: 'official' | 'plain' | 'none';
}

/** How the cues combine; the key of the reason. */
export type Combination =
  | 'claim-pressed-unsourced'
  | 'claim-pressed'
  | 'claim-unsourced'
  | 'cure-pressed'
  | 'cure'
  | 'pressed-unsourced'
  | 'hidden-truth'
  | 'forward-call'
  | 'travelled-claim';

export interface Weighed {
  readonly combination: Combination;
  readonly probability: number;
}

/**
 * P(an unverified rumour | the combination alone). A rumour is a claim, with pressure to pass it on, from nobody in
 * particular; each part alone is everyday talk: people ask to share photos, quote friends and mention the police.
 */
const PROBABILITY: Readonly<Record<Combination, number>> = {
  'claim-pressed-unsourced': 0.8,
  'cure-pressed': 0.75,
  'claim-pressed': 0.5,
  cure: 0.5,
  'claim-unsourced': 0.45,
  'pressed-unsourced': 0.5,
  'hidden-truth': 0.3,
  'travelled-claim': 0.3,
  'forward-call': 0.2,
};

/**
 * What circumstances do to the odds. Whoever names a source that can be checked, or asks whether it is true, is doing
 * the opposite of spreading a rumour; much-forwarded messages are more often rumours, but also songs and prayers.
 */
const ODDS = { travelled: 1.8, hidden: 1.5, source: 0.2, official: 0.2, plain: 0.6, doubt: 0.2 } as const;

/** Null when nothing combines. */
export function weighCues(evidence: Evidence): Weighed | null {
  const combination = COMBINATIONS.find(([, holds]) => holds(evidence))?.[0];
  if (combination === undefined) return null;
  const probability = PROBABILITY[combination];
  const odds = (probability / (1 - probability)) * circumstances(evidence);
  return { combination, probability: odds / (1 + odds) };
}

function circumstances({ signs, travelled, link }: Evidence): number {
  return [
    travelled ? ODDS.travelled : 1,
    signs.has('hidden') ? ODDS.hidden : 1,
    signs.has('source') ? ODDS.source : 1,
    signs.has('doubt') ? ODDS.doubt : 1,
    link === 'none' ? 1 : ODDS[link],
  ].reduce((product, factor) => product * factor, 1);
}

/** Something frightening with a place, an authority or a number; or an authority and a place at a set time. */
function claims({ signs, number }: Evidence): boolean {
  const anchored = signs.has('place') || signs.has('authority') || number;
  if (signs.has('danger')) return anchored || signs.has('disease');
  return signs.has('authority') && number && signs.has('urgent');
}

function claimsCure({ signs }: Evidence): boolean {
  return signs.has('remedy') && signs.has('disease') && signs.has('cures');
}

/** Urgency presses only beside a claim: "urgent, who has a charger?" asks nobody to believe anything. */
function isPressed({ signs }: Evidence): boolean {
  return signs.has('forward') || signs.has('urgent');
}

function isUnsourced({ signs }: Evidence): boolean {
  return signs.has('hearsay') || signs.has('hidden');
}

/** The strongest combination that holds decides. */
const COMBINATIONS: readonly (readonly [Combination, (evidence: Evidence) => boolean])[] = [
  ['claim-pressed-unsourced', (it) => claims(it) && isPressed(it) && isUnsourced(it)],
  ['cure-pressed', (it) => claimsCure(it) && (isPressed(it) || isUnsourced(it))],
  ['claim-pressed', (it) => claims(it) && it.signs.has('forward')],
  ['cure', claimsCure],
  ['claim-unsourced', (it) => claims(it) && isUnsourced(it)],
  ['pressed-unsourced', (it) => it.signs.has('forward') && isUnsourced(it)],
  ['hidden-truth', ({ signs }) => signs.has('hidden') && (signs.has('disease') || signs.has('authority'))],
  ['travelled-claim', (it) => it.travelled && claims(it)],
  ['forward-call', ({ signs }) => signs.has('forward')],
];
