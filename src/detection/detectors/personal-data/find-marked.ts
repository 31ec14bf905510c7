import type { Item, ItemKind } from './items.js';

/** E-mail addresses, IBANs, places on a map and case numbers: forms that say themselves what they are. */
export function findMarked(text: string): Item[] {
  return FORMS.flatMap(({ kind, mayBe, pattern, accept, value }) => {
    if (!mayBe(text)) return [];
    return [...text.matchAll(pattern)]
      .filter(([found]) => accept(found))
      .map((match) => ({
        kind,
        start: match.index,
        end: match.index + match[0].length,
        value: value ? match[0].toLowerCase() : '',
      }));
  });
}

interface Form {
  readonly kind: ItemKind;
  /** A cheap look that spares most texts the pattern. */
  readonly mayBe: (text: string) => boolean;
  readonly pattern: RegExp;
  readonly accept: (found: string) => boolean;
  /** Whether the text found is compared with known contacts. */
  readonly value: boolean;
}

const always = (): boolean => true;
const hasDigit = (text: string): boolean => /\d/.test(text);

const FORMS: readonly Form[] = [
  {
    kind: 'email',
    mayBe: (text) => text.includes('@'),
    pattern: /(?<![\w.+-])[\w+-][\w.+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w-])/gi,
    accept: always,
    value: true,
  },
  {
    kind: 'iban',
    mayBe: hasDigit,
    pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?(?![A-Za-z0-9])/g,
    accept: isIban,
    value: false,
  },
  {
    // Latitude and longitude to at least four places: about ten metres, a home rather than a town.
    kind: 'location',
    mayBe: hasDigit,
    pattern: /(?<![\d.])-?\d{1,2}\.\d{4,8}[,\s]{1,3}-?\d{1,3}\.\d{4,8}(?![\d.])/g,
    accept: isCoordinates,
    value: false,
  },
  {
    kind: 'location',
    mayBe: (text) => text.includes('/') || text.includes('geo:'),
    pattern:
      /(?:https?:\/\/)?(?:(?:www\.)?google\.[a-z.]{2,6}\/maps|maps\.google\.[a-z.]{2,6}|maps\.app\.goo\.gl|goo\.gl\/maps|maps\.apple\.com|waze\.com\/ul|(?:www\.)?what3words\.com|w3w\.co|osm\.org\/go|plus\.codes)\/?[^\s<>"]{0,300}|geo:-?\d[^\s]{3,60}|(?<!:)\/\/\/\p{L}{2,20}\.\p{L}{2,20}\.\p{L}{2,20}/giu,
    accept: always,
    value: false,
  },
  {
    // Registration groups in the two forms printed on letters: 123-45C67890 and ABC-12C34567.
    kind: 'case_number',
    mayBe: hasDigit,
    pattern: /(?<![\p{L}\p{N}])(?:\d{3}|[A-Z]{3})[- ]?\d{2}[CI]\d{5}(?:[- ]\d{1,2})?(?![\p{L}\p{N}])/gu,
    accept: always,
    value: false,
  },
];

function isCoordinates(found: string): boolean {
  const [latitude = NaN, longitude = NaN] = found.split(/[,\s]+/).map(Number);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

/** ISO 13616: the first four characters go last, letters become 10..35, and the number leaves 1 modulo 97. */
function isIban(found: string): boolean {
  const compact = found.replaceAll(/[ -]/g, '');
  if (compact.length < 15 || compact.length > 34) return false;
  let remainder = 0;
  for (const char of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
