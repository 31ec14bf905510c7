import { readFileSync } from 'node:fs';
import { onFirstUse } from '../../on-first-use.js';
import { foldText } from '../fold/fold-text.js';

const table = onFirstUse(readTable);
/** Longest Latin spelling of one sound in the table. */
const LONGEST = 2;
/** Every mark but caron and cedilla, which make other consonants (č, ş); and the Devanagari virama. */
const OTHER_MARKS = /[\u0300-\u030B\u030D-\u0326\u0328-\u036F\u094D]/g;
/** Arabic writes its article with the word, Latin beside it. */
const ARTICLE = /^(?:ال(?=..)|[ae]l$)/;
const ETHIOPIC = /[\u1200-\u135F]/;

function readTable(): ReadonlyMap<string, string> {
  const file = JSON.parse(readFileSync(new URL('./transliteration.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
  const rows = Object.entries(file).flatMap(([script, row]) => (script === 'note' ? [] : row.split(' ')));
  return new Map(
    rows.map((row): [string, string] => {
      const [from = '', to = ''] = row.split(':');
      return [from, to];
    }),
  );
}

/**
 * The consonants of a name in rough Latin, so that spellings in Latin, Arabic, Cyrillic, Ethiopic, Devanagari, Greek
 * and Hebrew letters can be compared: "Mohammed", "محمد" and "Мухаммед" all give "mmd".
 * Vowels, h inside a word, w and y are left out; b and p, v and f, j and dj, s, sh and ch meet; doubled letters count
 * once, and the Arabic article not at all. A word that begins with a vowel begins with `a`. Words are parted by one space; words of other scripts are
 * left out. The result is for comparison by equality or `editDistance`, not for reading.
 */
export function transliterate(name: string): string {
  const words = foldText(name).words.map((word) => consonantsOf(word.text.replace(ARTICLE, '')));
  return words.filter((word) => word !== '').join(' ');
}

function consonantsOf(word: string): string {
  const plain = word.normalize('NFD').replace(OTHER_MARKS, '').normalize('NFC');
  let out = '';
  let before = '';
  let at = 0;
  while (at < plain.length) {
    const { sound, width } = soundAt(plain, at);
    if (at === 0 && isSemivowel(sound)) out += 'a';
    if (sound !== before && !(isSemivowel(sound) || (sound === 'h' && at > 0))) out += sound;
    before = sound;
    at += width;
  }
  return out;
}

/** No consonant at all, or one that some scripts write as a vowel. */
function isSemivowel(sound: string): boolean {
  return sound === '' || sound === 'w' || sound === 'y';
}

function soundAt(word: string, at: number): { readonly sound: string; readonly width: number } {
  for (let width = LONGEST; width > 0; width--) {
    const sound = table().get(word.slice(at, at + width));
    if (sound !== undefined && at + width <= word.length) return { sound, width };
  }
  const char = word.charAt(at);
  if (!ETHIOPIC.test(char)) return { sound: '', width: 1 };
  // Ethiopic syllables stand in rows of eight, one consonant each.
  return { sound: table().get(String.fromCharCode(char.charCodeAt(0) & ~7)) ?? '', width: 1 };
}
