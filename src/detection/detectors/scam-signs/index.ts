import { readFileSync } from 'node:fs';
import type { Identity } from '../../../kernel/identity.js';
import type { SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { joinTouching } from '../../../kernel/span.js';
import type { Span } from '../../../kernel/span.js';
import { cueLanguages } from '../../cues/index.js';
import { defineDetector } from '../../detector.js';
import type { ExaminedMessage, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { OfficialDomains } from '../../links/index.js';
import { readSigns } from './read-signs.js';
import type { FoundSign } from './read-signs.js';
import type { Sign } from './signs.js';
import { weighSigns } from './weigh-signs.js';

const domainsOf = new WeakMap<readonly Identity[], OfficialDomains>();

const ID = 'scam-signs';
const VERSION = '1.0.0';

const SETTINGS = {
  reportFrom: {
    kind: 'number',
    default: 0.3,
    min: 0.05,
    max: 0.95,
    why: 'Weaker suspicions are not passed on. Below 0.3 most hits are ordinary talk about money.',
  },
} as const satisfies SettingsSchema;

/** Fraud, account theft and trafficking offers, read from phrases, links and wallet addresses. Knows no sender. */
export const scamSigns = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['scam', 'account_compromise', 'exploitation'],
  languages: cueLanguages(new URL('./cues/', import.meta.url)),
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  detect(batch, context) {
    const domains = getOrMakeDomains(context.identities);
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const signals: Signal[] = [];
    for (const examined of batch) {
      if (context.abort.aborted) break;
      const { reportFrom } = settingsOf(examined.message.groupId);
      signals.push(...signalsOf(examined, domains, reportFrom));
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

function signalsOf(examined: ExaminedMessage, domains: OfficialDomains, reportFrom: number): Signal[] {
  if (examined.message.text === '') return [];
  const signs = readSigns(examined, domains);
  const verdicts = weighSigns(signs).filter(({ probability }) => probability >= reportFrom);
  if (verdicts.length === 0) return [];
  const spans = spansOf(signs);
  return verdicts.map(({ harm, probability, key }) => ({
    messageId: examined.message.id,
    detector: ID,
    version: VERSION,
    harm,
    probability,
    spans,
    reason: { key, params: {} },
  }));
}

const SPEAKS_AGAINST: ReadonlySet<Sign> = new Set([
  'warn',
  'free',
  'community',
  'office',
  'joke',
  'reported',
]);

/** The evidence: every cue that speaks for the verdict, overlapping ones joined. */
function spansOf(signs: readonly FoundSign[]): Span[] {
  return joinTouching(signs.filter(({ sign }) => !SPEAKS_AGAINST.has(sign)).map(({ span }) => span));
}
