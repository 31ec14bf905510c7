import type { Identity } from '../../kernel/identity.js';
import { editDistance, skeletonOf } from '../text/index.js';
import { BAIT_WORDS } from './find-links.js';

/** How a host relates to the domains of the register. `imitates` names the identity by its position in the register. */
export type HostVerdict =
  | { readonly kind: 'official'; readonly identity: number }
  | { readonly kind: 'imitates'; readonly identity: number }
  | { readonly kind: 'unknown' };

interface Brand {
  readonly label: string;
  /** The label with look-alike letters resolved. */
  readonly resolved: string;
  readonly identity: number;
}

/** Second levels under which anybody registers: `gov.example` in `aid.gov.example.co.ke`. */
const SECOND_LEVELS = new Set(['co', 'com', 'org', 'net', 'ac', 'gov', 'go', 'or', 'ne', 'edu']);

/** Endings of countries that in practice are sold to everybody, some for nothing. */
const OPEN_COUNTRY_TLDS = new Set('tk ml ga cf gq cc ws to co me io ly su pw tv gl gd li'.split(' '));

/** Names this short hide in ordinary words (`who`, `irc`): alone they prove nothing, beside a bait word they do. */
const SHORT_BRAND = 4;
/** From this length on, one wrong letter still leaves the name recognisable and is rarely another word. */
const TYPO_BRAND = 5;

/** Hosts remembered per register: the same few are linked again and again. */
const MOST_JUDGED = 5_000;

/** The official domains of a register, and the judgement whether a host imitates one. Made once per register. */
export class OfficialDomains {
  private readonly official = new Map<string, number>();
  private readonly brands: readonly Brand[];
  private readonly labels: ReadonlySet<string>;
  private readonly judged = new Map<string, HostVerdict>();

  constructor(register: readonly Identity[]) {
    register.forEach((identity, position) => {
      for (const contact of identity.contacts) {
        if (isDomain(contact)) this.official.set(contact.toLowerCase().replace(/^www\./, ''), position);
      }
    });
    this.brands = [...this.official].map(([domain, identity]) => {
      const label = brandOf(domain);
      return { label, resolved: resolveLookalikes(label), identity };
    });
    this.labels = new Set(this.brands.map(({ label }) => label));
  }

  /** How a host relates to the register, remembered per host. */
  judge(host: string): HostVerdict {
    const known = this.judged.get(host);
    if (known !== undefined) return known;
    if (this.judged.size >= MOST_JUDGED) this.judged.clear();
    const verdict = this.compare(host);
    this.judged.set(host, verdict);
    return verdict;
  }

  private compare(host: string): HostVerdict {
    for (let at = 0; at >= 0; at = nextLabel(host, at)) {
      const identity = this.official.get(host.slice(at));
      if (identity !== undefined) return { kind: 'official', identity };
    }
    const shape = shapeOf(host);
    if (mayBeNationalBranch(shape, this.labels)) return { kind: 'unknown' };
    const brand = this.brands.find((candidate) => imitates(shape, candidate));
    return brand ? { kind: 'imitates', identity: brand.identity } : { kind: 'unknown' };
  }
}

function nextLabel(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot < 0 ? -1 : dot + 1;
}

function isDomain(contact: string): boolean {
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(contact) && !/^[\d.]+$/.test(contact);
}

/** `unhcr` of `help.unhcr.org`. */
function brandOf(domain: string): string {
  const labels = domain.split('.');
  return labels[registrableAt(labels)] ?? domain;
}

function registrableAt(labels: readonly string[]): number {
  const at = labels.length - 2;
  return at > 0 && SECOND_LEVELS.has(labels[at] ?? '') ? at - 1 : Math.max(at, 0);
}

interface HostShape {
  readonly tokens: readonly string[];
  /** The same with look-alike letters resolved. */
  readonly resolved: readonly string[];
  readonly hasBait: boolean;
  readonly registrable: string;
  readonly tld: string;
}

function shapeOf(host: string): HostShape {
  const labels = host.split('.');
  const tokens = labels.slice(0, -1).flatMap((label) => label.split(/[-_]/));
  return {
    tokens,
    resolved: tokens.map(resolveLookalikes),
    hasBait: tokens.some((token) => BAIT_WORDS.has(token)),
    registrable: labels[registrableAt(labels)] ?? host,
    tld: labels.at(-1) ?? '',
  };
}

/** `unicef.es`: big organisations have branches under their countries' own endings, and no register lists them all. */
function mayBeNationalBranch(host: HostShape, labels: ReadonlySet<string>): boolean {
  return host.tld.length === 2 && !OPEN_COUNTRY_TLDS.has(host.tld) && labels.has(host.registrable);
}

function resolveLookalikes(label: string): string {
  return skeletonOf(label).replaceAll('rn', 'm');
}

/**
 * The official name as a word of somebody else's address; the name in look-alike letters; one letter off; or a short
 * name beside a bait word or glued to one (`wfpaid`).
 */
function imitates(host: HostShape, { label: brand, resolved }: Brand): boolean {
  if (brand.length < SHORT_BRAND) {
    return host.hasBait ? host.tokens.includes(brand) : isGluedToBait(host.registrable, brand);
  }
  if (host.resolved.includes(resolved)) return true;
  if (isGluedToBait(host.registrable, brand)) return true;
  return (
    brand.length >= TYPO_BRAND &&
    host.tokens.some((token) => Math.abs(token.length - brand.length) <= 1 && isTypoOf(token, brand))
  );
}

function isGluedToBait(label: string, brand: string): boolean {
  if (label.startsWith(brand)) return BAIT_WORDS.has(label.slice(brand.length).replace(/^-/, ''));
  return label.endsWith(brand) && BAIT_WORDS.has(label.slice(0, -brand.length).replace(/-$/, ''));
}

/** One letter wrong, missing, added or exchanged with its neighbour: `unchr`. */
function isTypoOf(token: string, brand: string): boolean {
  return token !== brand && editDistance(token, brand, 1) <= 1;
}
