import { buildTermIndex } from '../../text/index.js';
import type { TermIndex } from '../../text/index.js';
import { readQuietHours } from './quiet-hours.js';
import type { QuietHours } from './quiet-hours.js';
import type { HouseRules } from './settings.js';

/** A group's rules ready to be applied. */
export interface CompiledRules {
  readonly rules: HouseRules;
  readonly quiet: QuietHours | null;
  readonly domains: readonly string[];
  readonly languages: ReadonlySet<string>;
  /** The payload is the number of the rule in the group's list, from 1. */
  readonly forbidden: TermIndex<number> | null;
}

/** Null when the group has no rules: most groups, most of the time. */
export function compileRules(rules: HouseRules): CompiledRules | null {
  const quiet = readQuietHours(rules.quietFrom, rules.quietTo);
  const domains = rules.allowedDomains.map(bareDomain).filter((domain) => domain !== '');
  const words = rules.forbiddenWords.map((phrase, at) => ({ phrase, payload: at + 1 }));
  const compiled: CompiledRules = {
    rules,
    quiet,
    domains,
    languages: new Set(rules.allowedLanguages.map((code) => code.trim().toLowerCase())),
    forbidden: words.length === 0 ? null : buildTermIndex(words),
  };
  const restricts = [
    quiet !== null,
    domains.length > 0,
    words.length > 0,
    rules.allowedLanguages.length > 0,
    !rules.linksAllowed,
    !rules.advertisingAllowed,
    rules.maxLength > 0,
  ];
  return restricts.includes(true) ? compiled : null;
}

/** People paste `https://www.unhcr.org/` where a domain is asked for. */
function bareDomain(domain: string): string {
  return domain
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '');
}
