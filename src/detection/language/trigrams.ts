import { data } from 'franc/data.js';
import { onFirstUse } from '../on-first-use.js';
import { languageCode } from './codes.js';
import { TrigramModel } from './trigram-model.js';

/** Languages that people of the product's groups are likely to write, in franc's own codes, per shared script. */
const CANDIDATES: Readonly<Record<string, readonly [francs: string, codes: readonly string[]]>> = {
  Latn: [
    'Latin',
    (
      'eng fra spa por ita deu nld pol swh som hau kin lin hat tur ind vie ron ces hun swe dan nob fin ' +
      'yor ibo zul plt tgl kmr'
    ).split(' '),
  ],
  Cyrl: ['Cyrillic', ['rus', 'ukr', 'bul']],
  Arab: ['Arabic', ['arb', 'urd', 'pes', 'pbu']],
  Deva: ['Devanagari', ['hin', 'mar', 'npi']],
  Hebr: ['Hebrew', ['heb', 'ydd']],
};

const models = onFirstUse(
  () => new Map(Object.entries(CANDIDATES).map(([script, row]) => [script, modelOf(...row)])),
);

function modelOf(script: string, codes: readonly string[]): TrigramModel {
  const rows = Object.entries(data[script] ?? {}).filter(([code]) => codes.includes(code));
  return new TrigramModel(
    rows.map(([code, trigrams]) => ({ language: languageCode(code), trigrams: trigrams.split('|') })),
  );
}

/**
 * What trigrams say: the product's codes with their likeness, 1 for the nearest, nearest first; empty when there is too
 * little. The ranked trigrams are franc's, and so is the measure.
 * @param plausible asks only about these languages, in the product's codes.
 */
export function trigramLikeness(
  words: readonly { readonly text: string }[],
  script: string,
  plausible: (language: string) => boolean,
): readonly (readonly [string, number])[] {
  return models().get(script)?.likeness(words, plausible) ?? [];
}
