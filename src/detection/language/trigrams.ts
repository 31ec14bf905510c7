import { francAll } from 'franc';
import { languageCode } from './codes.js';

/** Longer samples hardly change the answer and cost time: franc compares every trigram with every candidate. */
const LONGEST_SAMPLE = 120;

/** Languages that people of the product's groups are likely to write, in franc's own codes, per shared script. */
const CANDIDATES: Readonly<Record<string, readonly string[]>> = {
  Latn: [
    ...'eng fra spa por ita deu nld pol swh som hau kin lin hat tur ind vie ron ces hun swe dan nob fin'.split(
      ' ',
    ),
    ...'yor ibo zul plt tgl kmr'.split(' '),
  ],
  Cyrl: 'rus ukr bul'.split(' '),
  Arab: 'arb urd pes pbu'.split(' '),
  Deva: 'hin mar npi'.split(' '),
  Hebr: 'heb ydd'.split(' '),
};

/**
 * What trigrams say: the product's codes with franc's likeness, 1 for the nearest; empty when there is too little.
 * @param plausible asks only about these languages, in the product's codes; each one left out saves its comparison.
 */
export function trigramLikeness(
  sample: string,
  script: string,
  plausible: (language: string) => boolean,
): readonly (readonly [string, number])[] {
  const only = (CANDIDATES[script] ?? []).filter((code) => plausible(languageCode(code)));
  if (only.length === 0) return [];
  const ranked = francAll(sample.slice(0, LONGEST_SAMPLE), { only });
  return ranked.filter(([code]) => code !== 'und').map(([code, likeness]) => [languageCode(code), likeness]);
}
