import type { Span } from '../../../kernel/span.js';
import { CueIndex, readCues } from '../../cues/index.js';
import type { ExaminedMessage } from '../../detector.js';
import { linksOf } from '../../links/index.js';
import type { FoundLink, OfficialDomains } from '../../links/index.js';
import { onFirstUse } from '../../on-first-use.js';
import type { TextViews } from '../../text-views.js';
import { SIGNS } from './signs.js';
import type { LinkSign, Sign } from './signs.js';
import { findWallets } from './wallets.js';

/** One sign in a message. Word positions of the folded view; -1 for links and wallets, which are no words. */
export interface FoundSign {
  readonly sign: Sign;
  readonly first: number;
  readonly last: number;
  /** In the original text. */
  readonly span: Span;
}

const cues = onFirstUse(() => new CueIndex<Sign>(readCues(new URL('./cues/', import.meta.url), SIGNS)));

/** A warning voids what follows it within so many words: "never share your code". */
const REACH_OF_WARNING = 2;

/** Everything a message shows, phrases that a warning voids left out. */
export function readSigns({ views }: ExaminedMessage, domains: OfficialDomains): FoundSign[] {
  const hits = cues().find(views.folded);
  const warnings = hits.filter(({ sign }) => sign === 'warn');
  const standing = warnings.length === 0 ? hits : hits.filter((hit) => !isVoided(hit, warnings));
  return [...standing, ...signsOutsideWords(views, domains)];
}

const CAN_BE_VOIDED: ReadonlySet<Sign> = new Set(['ask', 'pay', 'handoff', 'borrow', 'hush']);

function isVoided(hit: FoundSign, warnings: readonly FoundSign[]): boolean {
  return (
    CAN_BE_VOIDED.has(hit.sign) &&
    warnings.some(({ first, last }) => hit.last >= first && hit.first <= last + REACH_OF_WARNING)
  );
}

/** Currency signs are no words, and "100 %" means a promise only with its sign. */
const MONEY = /[$€£₹₦৳₺₽₴₸₵]/;
const CERTAINTY = /(?:100|١٠٠|۱۰۰|१००|১০০)\s?[%٪]/;

function signsOutsideWords(views: TextViews, domains: OfficialDomains): FoundSign[] {
  const text = views.original;
  const found = linksOf(views).flatMap((link) =>
    linkSigns(link, domains).map((sign) => outside(sign, { start: link.start, end: link.end })),
  );
  for (const span of findWallets(text)) found.push(outside('wallet', span));
  for (const [sign, pattern] of [
    ['money', MONEY],
    ['sure', CERTAINTY],
  ] as const) {
    const match = pattern.exec(text);
    if (match) found.push(outside(sign, { start: match.index, end: match.index + match[0].length }));
  }
  return found;
}

function outside(sign: Sign, span: Span): FoundSign {
  return { sign, first: -1, last: -1, span };
}

/** Places everybody may open an address in: odd beside an offer, ordinary otherwise. */
const ODD = ['shortener', 'free_host', 'risky_tld', 'ip_address', 'punycode'] as const;

function linkSigns(link: FoundLink, domains: OfficialDomains): LinkSign[] {
  const verdict = domains.judge(link.host);
  if (verdict.kind === 'official') return [];
  const signs: LinkSign[] = [];
  if (verdict.kind === 'imitates' || link.oddities.includes('mixed_scripts')) signs.push('fake_link');
  if (link.oddities.includes('program')) signs.push('program_link');
  if (link.oddities.includes('handoff')) signs.push('chat_link');
  signs.push(ODD.some((oddity) => link.oddities.includes(oddity)) ? 'odd_link' : 'plain_link');
  return signs;
}
