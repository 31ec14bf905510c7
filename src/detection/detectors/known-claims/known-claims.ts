import { readFileSync } from 'node:fs';
import type { Claim } from '../../../kernel/claim.js';
import type { SettingsOf, SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import type { FoundModel, InstalledModel } from '../../model/find-models.js';
import type { Matching } from '../../model/manifest/manifest.js';
import type { TextModel } from '../../model/text-model.js';
import { ClaimIndex } from './claim-index.js';
import type { ClaimMatch } from './claim-index.js';
import { MeaningIndex } from './meaning-index.js';
import type { MeaningMatch } from './meaning-index.js';
import { attitudeOf } from './stance.js';

const ID = 'known-claims';
const VERSION = '1.1.0';

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
  byMeaning: {
    kind: 'boolean',
    default: true,
    why: 'A rumour changes its words and its language on the way. With claims in the library, the language model then reads every message of some length.',
  },
} as const satisfies SettingsSchema;

type Settings = SettingsOf<typeof SETTINGS>;

/** A model that gives embeddings and says from which cosine on two texts mean the same. */
interface Meaning {
  readonly index: MeaningIndex;
  readonly languages: ReadonlySet<string>;
  readonly matching: Matching;
}

/** Claims that are true give nothing. Without a model that can match meanings, wordings alone are compared. */
export function knownClaimsWith(
  found: readonly FoundModel[],
  open: (installed: InstalledModel) => TextModel,
) {
  const meaning = meaningOf(found, open);
  return defineDetector({
    id: ID,
    version: VERSION,
    stage: 'message',
    harms: ['misinformation'],
    languages: 'any',
    cost: meaning ? 'heavy' : 'light',
    settings: SETTINGS,
    reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
    async detect(batch, context) {
      if (context.claims.length === 0) return [];
      const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
      const library = indexOf(context.claims);
      const looks = batch.map((examined): Look => ({
        examined,
        settings: settingsOf(examined.message.groupId),
        wording: library.match(examined.views.folded),
        meaning: null,
      }));
      const seen = meaning ? await withMeanings(looks, meaning, context) : looks;
      return seen.flatMap((look) => signalOf(look, meaning?.matching) ?? []);
    },
  });
}

function meaningOf(
  found: readonly FoundModel[],
  open: (installed: InstalledModel) => TextModel,
): Meaning | null {
  for (const model of found) {
    if (model.kind !== 'installed') continue;
    const { matching, outputs, languages } = model.manifest;
    if (!matching || outputs.embedding === null) continue;
    return { index: new MeaningIndex(open(model)), languages: new Set(languages), matching };
  }
  return null;
}

interface Indexed {
  readonly claims: readonly Claim[];
  readonly index: ClaimIndex;
}

/** Libraries of this many organisations stay indexed. */
const MOST_INDEXED = 8;
const indexed: Indexed[] = [];

/** By what is in it: a library comes into the detection thread as a new copy with every batch. */
function indexOf(claims: readonly Claim[]): ClaimIndex {
  const at = indexed.findIndex((one) => one.claims === claims || isSame(one.claims, claims));
  const [known] = at >= 0 ? indexed.splice(at, 1) : [];
  const found = known ?? { claims, index: new ClaimIndex(claims) };
  indexed.unshift(found);
  indexed.length = Math.min(indexed.length, MOST_INDEXED);
  return found.index;
}

function isSame(one: readonly Claim[], other: readonly Claim[]): boolean {
  return (
    one.length === other.length &&
    one.every((claim, at) => {
      const { id, verdict, wordings = [] } = other[at] ?? {};
      return (
        claim.id === id &&
        claim.verdict === verdict &&
        claim.wordings.length === wordings.length &&
        claim.wordings.every(({ text }, each) => text === wordings[each]?.text)
      );
    })
  );
}

/** A message beside the claim whose wording it holds and the claim it comes nearest to in meaning. */
interface Look {
  readonly examined: ExaminedMessage;
  readonly settings: Settings;
  readonly wording: ClaimMatch | null;
  readonly meaning: MeaningMatch | null;
}

/** Where the model cannot be used `text-harm` says so; wordings are compared all the same. */
async function withMeanings(
  looks: readonly Look[],
  meaning: Meaning,
  context: DetectionContext,
): Promise<readonly Look[]> {
  const asked = looks.filter((look) => isWorthEmbedding(look, meaning));
  if (asked.length === 0) return looks;
  const texts = asked.map(({ examined }) => examined.message.text);
  const matches = await meaning.index.nearest(texts, context.claims, context).catch(() => []);
  const byLook = new Map(asked.map((look, at) => [look, matches[at] ?? null]));
  return looks.map((look) => ({ ...look, meaning: byLook.get(look) ?? null }));
}

function isWorthEmbedding({ examined, settings, wording }: Look, { languages }: Meaning): boolean {
  const { language } = examined.language;
  return (
    settings.byMeaning &&
    isLongEnough(examined, settings) &&
    (wording === null || wording.similarity < settings.decideFrom) &&
    (language === 'und' || languages.has(language))
  );
}

function isLongEnough({ views }: ExaminedMessage, { fewestWords }: Settings): boolean {
  return views.folded.words.length >= fewestWords;
}

/** P(misinformation | the message is the claim), by verdict: what nobody has checked may turn out true. */
const DECIDED: Readonly<Record<Claim['verdict'], number>> = {
  false: 0.92,
  misleading: 0.75,
  unverified: 0.5,
  true: 0,
};
/**
 * A likeness is a hint for a person, half as good as a match. One of meaning is a little less: announcements on the topic
 * of a rumour come near it, and by itself it must not call anybody; any further sign does.
 */
const SUGGESTED = { is: 1, means: 1, resembles: 0.5, 'may-mean': 0.42 } as const;

/** What was recognised: which claim, whether for certain, and how that is said. */
interface Recognised {
  readonly claim: Claim;
  readonly decided: boolean;
  readonly key: 'is' | 'resembles' | 'means' | 'may-mean';
  readonly similarity: number;
  readonly span: ClaimMatch['span'];
}

function signalOf(look: Look, matching: Matching | undefined): Signal | null {
  const { message, views } = look.examined;
  const recognised = strongest(byWording(look), matching ? byMeaning(look, matching) : null);
  if (!recognised || recognised.claim.verdict === 'true') return null;
  const { claim, key, similarity, span } = recognised;
  return {
    messageId: message.id,
    detector: ID,
    version: VERSION,
    harm: 'misinformation',
    probability: DECIDED[claim.verdict] * SUGGESTED[key] * attitudeOf(views.folded),
    spans: [span],
    reason: {
      key: `${key}-${claim.verdict}`,
      params: { claim: claim.id, similarity: Math.min(100, Math.round(similarity * 100)) },
    },
  };
}

function strongest(wording: Recognised | null, meaning: Recognised | null): Recognised | null {
  if (!wording || !meaning) return wording ?? meaning;
  return meaning.decided && !wording.decided ? meaning : wording;
}

function byWording({ examined, settings, wording }: Look): Recognised | null {
  if (!wording || wording.similarity < settings.suggestFrom) return null;
  const decided = wording.similarity >= settings.decideFrom && isLongEnough(examined, settings);
  return { ...wording, decided, key: decided ? 'is' : 'resembles' };
}

/** Two weak likenesses of different kinds to the same claim are a strong one. */
function byMeaning({ examined, settings, wording, meaning }: Look, matching: Matching): Recognised | null {
  if (!meaning || meaning.cosine < matching.suggest) return null;
  const alsoWorded = wording?.claim === meaning.claim && wording.similarity >= settings.suggestFrom;
  const decided = meaning.cosine >= matching.decide || alsoWorded;
  return {
    claim: meaning.claim,
    decided,
    key: decided ? 'means' : 'may-mean',
    similarity: meaning.cosine,
    span: wholeOf(examined.message.text),
  };
}

function wholeOf(text: string): ClaimMatch['span'] {
  const start = text.length - text.trimStart().length;
  return { start, end: Math.max(start, text.trimEnd().length) };
}
