import { readFileSync } from 'node:fs';
import type { Span } from '../../kernel/span.js';
import type { TextViews } from '../text-views.js';

/** A web address as the member wrote it, and what is plainly odd about it. Offsets are into the original text. */
export interface FoundLink extends Span {
  /** Lower case, without `www.`, user part and port; Unicode letters as written. */
  readonly host: string;
  /** Path and query as written, lower case, at most 200 characters. */
  readonly path: string;
  readonly oddities: readonly LinkOddity[];
}

/**
 * `handoff` leads out of the group into a private chat; `free_host` and `risky_tld` cost nothing to set up and are
 * therefore common among fraudsters, but honest people use them too.
 */
export type LinkOddity =
  | 'shortener'
  | 'handoff'
  | 'free_host'
  | 'risky_tld'
  | 'ip_address'
  | 'punycode'
  | 'mixed_scripts'
  | 'program';

const hosts = JSON.parse(readFileSync(new URL('./hosts.json', import.meta.url), 'utf8')) as Readonly<
  Record<'shorteners' | 'handoffs' | 'freeHosts' | 'riskyTlds' | 'plainTlds' | 'baitWords', readonly string[]>
>;
const SHORTENERS = new Set(hosts.shorteners);
const HANDOFFS = new Set(hosts.handoffs);
const RISKY_TLDS = new Set(hosts.riskyTlds);
const KNOWN_TLDS = new Set([...hosts.plainTlds, ...hosts.riskyTlds]);

/** Words that a made-up agency address puts beside the agency's name. */
export const BAIT_WORDS: ReadonlySet<string> = new Set(hosts.baitWords);

/** Scheme, then dotted labels of letters, digits and hyphens, then an optional port and path. All parts bounded. */
const LINK =
  /(?<scheme>https?:\/\/|www\.)?(?<host>(?:[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}_-]{0,62}\.){1,8}[\p{L}\p{N}][\p{L}\p{N}-]{0,62})(?::\d{1,5})?(?<path>[/?#][^\s<>"'`]{0,2000})?/giu;

/** Fewest characters of an address worth looking at: `t.me/a`. */
const SHORTEST_TEXT = 4;

/** The links of a text, in order. Sentences without a dot inside a word cost one scan and no regular expression. */
export function findLinks(text: string): readonly FoundLink[] {
  if (!hasInnerDot(text)) return NO_LINKS;
  const found: FoundLink[] = [];
  for (const match of text.matchAll(LINK)) {
    const link = readLink(match, text);
    if (link) found.push(link);
  }
  return found;
}

const NO_LINKS: readonly FoundLink[] = [];
const foundIn = new WeakMap<TextViews, readonly FoundLink[]>();

/** The links of a message, found once for all detectors that ask. */
export function linksOf(views: TextViews): readonly FoundLink[] {
  if (!hasInnerDot(views.original)) return NO_LINKS;
  const known = foundIn.get(views);
  if (known !== undefined) return known;
  const found = findLinks(views.original);
  foundIn.set(views, found);
  return found;
}

const DOT = 0x2e;

function hasInnerDot(text: string): boolean {
  if (text.length < SHORTEST_TEXT) return false;
  for (let at = text.indexOf('.', 1); at > 0 && at < text.length - 1; at = text.indexOf('.', at + 1)) {
    if (!isGap(text.charCodeAt(at - 1)) && !isGap(text.charCodeAt(at + 1))) return true;
  }
  return false;
}

function isGap(code: number): boolean {
  return code <= 0x20 || code === DOT;
}

function readLink(match: RegExpExecArray, text: string): FoundLink | null {
  const { scheme = '', host: written = '', path = '' } = match.groups ?? {};
  if (text[match.index - 1] === '@') return null;
  const host = written.toLowerCase().replace(/^www\./, '');
  const isIp = IPV4.test(host);
  const tld = host.slice(host.lastIndexOf('.') + 1);
  if (isIp ? scheme === '' : !isDomain(host, tld, scheme !== '')) return null;
  const lowerPath = path.slice(0, 200).toLowerCase();
  return {
    start: match.index,
    end: match.index + match[0].replace(TRAILING_POINTS, '').length,
    host,
    path: lowerPath,
    oddities: odditiesOf({ host, tld, path: lowerPath, isIp }),
  };
}

const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const TRAILING_POINTS = /[.,;:!?)\]}]+$/;

/** Without a scheme only a known ending makes a dotted word an address: `finished.Then` is none. */
function isDomain(host: string, tld: string, hasScheme: boolean): boolean {
  if (!host.includes('.') || /^\d+$/.test(tld)) return false;
  return hasScheme || KNOWN_TLDS.has(tld) || tld.startsWith('xn--');
}

interface Address {
  readonly host: string;
  readonly tld: string;
  readonly path: string;
  readonly isIp: boolean;
}

const ODDITIES: readonly (readonly [LinkOddity, (address: Address) => boolean])[] = [
  ['shortener', ({ host }) => SHORTENERS.has(host)],
  ['handoff', ({ host }) => HANDOFFS.has(host)],
  ['free_host', ({ host }) => hosts.freeHosts.some((free) => host === free || host.endsWith(`.${free}`))],
  ['risky_tld', ({ tld }) => RISKY_TLDS.has(tld)],
  ['ip_address', ({ isIp }) => isIp],
  ['punycode', ({ host }) => host.includes('xn--')],
  ['mixed_scripts', ({ host }) => host.split('.').some(mixesScripts)],
  ['program', ({ path }) => /\.(?:apk|exe|scr|msi|bat|jar)(?:$|[?#])/.test(path)],
];

function odditiesOf(address: Address): LinkOddity[] {
  return ODDITIES.filter(([, applies]) => applies(address)).map(([oddity]) => oddity);
}

/** A label with letters of two alphabets that look alike is never an accident. */
function mixesScripts(label: string): boolean {
  return /[a-z]/.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(label);
}
