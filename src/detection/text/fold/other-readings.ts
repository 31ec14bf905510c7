import { leetReading } from './tricks/undo-leet.js';

/** Eight spellings of a stretched word are plenty ("heyyy": hey, heyy). */
const MOST_RUNS = 3;
/** "u r a d o g": up to three one-letter words may stand before a word that is spelt out. */
const MOST_LEADING = 3;
const DOUBLE = /(\p{L})\1/gu;

/** Other words that a folded word may stand for, given what the member wrote; undefined when there are none. */
export function otherReadings(word: string, written: string): readonly string[] | undefined {
  const readings = new Set<string>();
  if (/(.)\1\1/iu.test(written)) for (const shorter of unstretchedReadings(word)) readings.add(shorter);
  const plain = leetReading(word);
  if (plain !== undefined) readings.add(plain);
  if (/^\S\s/u.test(written)) for (let from = 1; from <= MOST_LEADING; from++) readings.add(word.slice(from));
  if (written.includes('I') && word.includes('ı')) readings.add(word.replaceAll('ı', 'i'));
  readings.delete(word);
  readings.delete('');
  return readings.size === 0 ? undefined : [...readings];
}

/** The word with every run of a letter written once: "gooood" and "good" both give "god". */
export function unstretched(word: string): string {
  return word.replace(/(\p{L})\1+/gu, '$1');
}

/** Every way to halve the doubled letters of a folded word, since only some of them were stretched. */
function unstretchedReadings(word: string): readonly string[] {
  const runs = [...word.matchAll(DOUBLE)].map((match) => match.index);
  if (runs.length > MOST_RUNS) return [unstretched(word)];
  let readings = [''];
  let at = 0;
  for (const run of runs) {
    const kept = word.slice(at, run + 1);
    const second = word.charAt(run + 1);
    readings = readings.flatMap((reading) => [reading + kept, reading + kept + second]);
    at = run + 2;
  }
  return readings.map((reading) => reading + word.slice(at));
}
