import { readFileSync } from 'node:fs';
import type { Identity } from '../../../kernel/identity.js';
import type { SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { joinOverlapping } from '../../../kernel/span.js';
import { CueIndex, cueLanguages, readCues } from '../../cues/index.js';
import type { CueHit } from '../../cues/index.js';
import { defineDetector } from '../../detector.js';
import type { ExaminedMessage, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { linksOf, OfficialDomains } from '../../links/index.js';
import { onFirstUse } from '../../on-first-use.js';
import type { TextViews } from '../../text-views.js';
import { SIGNS } from './signs.js';
import type { Sign } from './signs.js';
import { weighCues } from './weigh-cues.js';
import type { Evidence } from './weigh-cues.js';

const ID = 'rumour-signs';
const VERSION = '1.0.0';

const SETTINGS = {
  reportFrom: {
    kind: 'number',
    default: 0.15,
    min: 0.05,
    max: 0.95,
    why: 'Weaker suspicions are not passed on. A bare call to share weighs 0.2; below 0.15 a source or a doubt stands beside it.',
  },
} as const satisfies SettingsSchema;

const folder = new URL('./cues/', import.meta.url);
const cues = onFirstUse(() => new CueIndex<Sign>(readCues(folder, SIGNS)));
const domainsOf = new WeakMap<readonly Identity[], OfficialDomains>();

/** How a message asks to be believed and passed on, whatever it says. One signal, because the cues are no independent witnesses. */
export const rumourSigns = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['misinformation'],
  languages: cueLanguages(folder),
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  detect(batch, context) {
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const domains = getOrMakeDomains(context.identities);
    const signals: Signal[] = [];
    for (const examined of batch) {
      if (context.abort.aborted) break;
      const signal = signalOf(examined, domains);
      if (signal && signal.probability >= settingsOf(examined.message.groupId).reportFrom)
        signals.push(signal);
    }
    return signals;
  },
});

function getOrMakeDomains(register: readonly Identity[]): OfficialDomains {
  const known = domainsOf.get(register);
  if (known) return known;
  const made = new OfficialDomains(register);
  domainsOf.set(register, made);
  return made;
}

function signalOf(examined: ExaminedMessage, domains: OfficialDomains): Signal | null {
  const { message, views } = examined;
  if (message.text === '') return null;
  const hits = withoutShadowed(cues().find(views.folded));
  if (hits.length === 0) return null;
  const evidence: Evidence = {
    signs: new Set(hits.map(({ sign }) => sign)),
    number: DIGIT.test(message.text),
    travelled: message.forwarded === 'many',
    link: linkIn(views, domains),
  };
  const weighed = weighCues(evidence);
  if (weighed === null) return null;
  return {
    messageId: message.id,
    detector: ID,
    version: VERSION,
    harm: 'misinformation',
    probability: weighed.probability,
    spans: joinOverlapping(hits.filter(({ sign }) => !SPEAKS_AGAINST.has(sign)).map(({ span }) => span)),
    reason: { key: weighed.combination, params: {} },
  };
}

const DIGIT = /\p{Nd}/u;
const SPEAKS_AGAINST: ReadonlySet<Sign> = new Set(['source', 'doubt']);

/** "Do not share this" asks for the opposite of "share this": a cue inside a doubt is no cue. */
function withoutShadowed(hits: readonly CueHit<Sign>[]): readonly CueHit<Sign>[] {
  const doubts = hits.filter(({ sign }) => sign === 'doubt');
  if (doubts.length === 0) return hits;
  return hits.filter(
    ({ sign, first, last }) =>
      sign === 'doubt' || !doubts.some((doubt) => first <= doubt.last && doubt.first <= last),
  );
}

function linkIn(views: TextViews, domains: OfficialDomains): Evidence['link'] {
  const links = linksOf(views);
  if (links.length === 0) return 'none';
  if (links.some(({ host }) => domains.judge(host).kind === 'official')) return 'official';
  return links.some(({ oddities }) => oddities.length === 0) ? 'plain' : 'none';
}
