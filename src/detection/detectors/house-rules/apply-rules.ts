import type { Reason } from '../../../kernel/signal.js';
import type { Span } from '../../../kernel/span.js';
import { CueIndex, readCues } from '../../cues/index.js';
import type { ExaminedMessage } from '../../detector.js';
import { findLinks } from '../../links/index.js';
import { onFirstUse } from '../../on-first-use.js';
import type { CompiledRules } from './compiled-rules.js';
import { isQuiet, LocalTime } from './quiet-hours.js';

/** A rule that a message breaks. */
export interface Breach {
  readonly probability: number;
  readonly spans: readonly Span[];
  readonly reason: Reason;
}

type Rule = (examined: ExaminedMessage, compiled: CompiledRules, timezone: string) => Breach | null;

/** A clock, a length or a link leaves nothing to interpret; words and languages may be meant or told otherwise. */
const CERTAIN = 0.95;
const WORDS = 0.8;
const ADVERTISING = 0.7;

const SIGNS = ['sale', 'contact', 'price'] as const;
const saleWords = onFirstUse(() => new CueIndex(readCues(new URL('./sale-words/', import.meta.url), SIGNS)));
const localTime = new LocalTime();

/** Every rule that a message breaks, at most once each. */
export function applyRules(
  examined: ExaminedMessage,
  compiled: CompiledRules,
  timezone: string,
): readonly Breach[] {
  return RULES.flatMap((rule) => rule(examined, compiled, timezone) ?? []);
}

const links: Rule = ({ message }, { rules, domains }) => {
  if (rules.linksAllowed && domains.length === 0) return null;
  const strangers = findLinks(message.text).filter(
    ({ host }) => !domains.some((domain) => host === domain || host.endsWith(`.${domain}`)),
  );
  if (strangers.length === 0) return null;
  const reason =
    domains.length === 0
      ? { key: 'link', params: {} }
      : { key: 'link-domain', params: { allowed: domains.length } };
  return { probability: CERTAIN, spans: strangers.map(({ start, end }) => ({ start, end })), reason };
};

const DIGIT = /\p{Nd}/u;
/** Seven digits are the shortest number somebody can be called at. */
const PHONE = /\p{Nd}(?:[\s().-]?\p{Nd}){6,}/u;

const advertising: Rule = ({ message, views }, { rules }) => {
  if (rules.advertisingAllowed) return null;
  const hits = saleWords().find(views.folded);
  const sales = hits.filter(({ sign }) => sign === 'sale');
  if (sales.length === 0) return null;
  const priced = hits.some(({ sign }) => sign === 'price') && DIGIT.test(message.text);
  const reachable = PHONE.test(message.text) || findLinks(message.text).length > 0;
  const invited = hits.some(({ sign }) => sign === 'contact');
  if (!priced && !reachable && !invited) return null;
  return {
    probability: ADVERTISING,
    spans: sales.map(({ span }) => span),
    reason: { key: 'advertising', params: {} },
  };
};

const quietHours: Rule = ({ message }, { rules, quiet }, timezone) => {
  if (quiet === null) return null;
  const minute = localTime.minuteOfDay(message.sentAt, timezone);
  if (!isQuiet(minute, quiet)) return null;
  const params = { hour: Math.floor(minute / 60), from: rules.quietFrom, to: rules.quietTo };
  return { probability: CERTAIN, spans: [], reason: { key: 'quiet-hours', params } };
};

/** Below either, a language is told wrongly too often to reproach anybody with it. */
const LEAST_CONFIDENCE = 0.8;
const LEAST_LETTERS = 12;
const LETTER = /\p{L}/gu;

const otherLanguage: Rule = ({ message, language: verdict }, { languages }) => {
  const { language, confidence } = verdict;
  if (languages.size === 0 || language === 'und' || confidence < LEAST_CONFIDENCE) return null;
  if (languages.has(language) || (message.text.match(LETTER)?.length ?? 0) < LEAST_LETTERS) return null;
  return {
    probability: confidence * WORDS,
    spans: [],
    reason: { key: 'other-language', params: { language } },
  };
};

const forbiddenWords: Rule = ({ views }, { forbidden }) => {
  const matches = forbidden?.find(views.folded) ?? [];
  const [first] = matches;
  if (first === undefined) return null;
  const spans = matches.map(({ span }) => span).filter(({ start, end }) => start < end);
  return { probability: WORDS, spans, reason: { key: 'forbidden-words', params: { rule: first.payload } } };
};

const tooLong: Rule = ({ message: { text } }, { rules: { maxLength } }) => {
  if (maxLength === 0 || text.length <= maxLength) return null;
  const reason = { key: 'too-long', params: { length: text.length, limit: maxLength } };
  return { probability: CERTAIN, spans: [], reason };
};

const RULES: readonly Rule[] = [links, advertising, quietHours, otherLanguage, forbiddenWords, tooLong];
