import { readFileSync } from 'node:fs';
import type { Claim } from '../../../kernel/claim.js';
import type { SettingsOf, SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { CueIndex, readCues } from '../../cues/index.js';
import { defineDetector } from '../../detector.js';
import type { ExaminedMessage, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { onFirstUse } from '../../on-first-use.js';
import { ClaimIndex } from './claim-index.js';
import type { ClaimMatch } from './claim-index.js';

const ID = 'known-claims';
const VERSION = '1.0.0';

const SETTINGS = {
  suggestFrom: {
    kind: 'number',
    default: 0.6,
    min: 0.4,
    max: 0.95,
    why: 'Share of a claim’s wording from which it is worth a look: with three words in ten left out, four of five copies still reach 0.6.',
  },
  decideFrom: {
    kind: 'number',
    default: 0.82,
    min: 0.6,
    max: 1,
    why: 'Share from which the message is taken for the claim; with one word in ten left out, 85 % of copies reach it; other statements on the topic do not.',
  },
  fewestWords: {
    kind: 'number',
    default: 8,
    min: 4,
    max: 30,
    why: 'Shorter messages match by chance and never decide.',
  },
} as const satisfies SettingsSchema;

/** Messages that hold a rumour of the organisation's claim library. Claims that are true give nothing. */
export const knownClaims = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['misinformation'],
  languages: 'any',
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  detect(batch, context) {
    const library = indexOf(context.claims);
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const signals: Signal[] = [];
    for (const examined of batch) {
      if (context.abort.aborted) break;
      const match = library.match(examined.views.folded);
      const signal = match && signalOf(examined, match, settingsOf(examined.message.groupId));
      if (signal) signals.push(signal);
    }
    return signals;
  },
});

const indexes = new WeakMap<readonly Claim[], ClaimIndex>();

function indexOf(claims: readonly Claim[]): ClaimIndex {
  const known = indexes.get(claims);
  if (known) return known;
  const made = new ClaimIndex(claims);
  indexes.set(claims, made);
  return made;
}

const SIGNS = ['denies', 'asks'] as const;
const stance = onFirstUse(
  () => new CueIndex<(typeof SIGNS)[number]>(readCues(new URL('./cues/', import.meta.url), SIGNS)),
);

/** P(misinformation | the message is the claim), by verdict: what nobody has checked may turn out true. */
const DECIDED = { false: 0.92, misleading: 0.75, unverified: 0.5 } as const;
/** A likeness is a hint for a person, half as good as a match. */
const SUGGESTED = 0.5;
/** Corrections repeat the claim they correct; people who ask spread it without believing it. */
const STANCE = { denies: 0.15, asks: 0.5 } as const;

function signalOf(
  { message, views }: ExaminedMessage,
  { claim, similarity, span }: ClaimMatch,
  settings: SettingsOf<typeof SETTINGS>,
): Signal | null {
  if (similarity < settings.suggestFrom || claim.verdict === 'true') return null;
  const decided = similarity >= settings.decideFrom && views.folded.words.length >= settings.fewestWords;
  const signs = new Set(
    stance()
      .find(views.folded)
      .map(({ sign }) => sign),
  );
  const attitude = signs.has('denies') ? STANCE.denies : signs.has('asks') ? STANCE.asks : 1;
  return {
    messageId: message.id,
    detector: ID,
    version: VERSION,
    harm: 'misinformation',
    probability: DECIDED[claim.verdict] * (decided ? 1 : SUGGESTED) * attitude,
    spans: [span],
    reason: {
      key: `${decided ? 'is' : 'resembles'}-${claim.verdict}`,
      params: { claim: claim.id, similarity: Math.min(100, Math.round(similarity * 100)) },
    },
  };
}
