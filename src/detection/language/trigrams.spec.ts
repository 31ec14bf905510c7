import fc from 'fast-check';
import { francAll } from 'franc';
import { languageCode } from './codes.js';
import { trigramLikeness } from './trigrams.js';

const EUROPE = ['eng', 'fra', 'spa', 'swh', 'tur', 'pol'];
const isEuropean = (language: string) => EUROPE.includes(language);

function francs(text: string): [string, number][] {
  return francAll(text.slice(0, 120), { only: EUROPE })
    .filter(([code]) => code !== 'und')
    .map(([code, likeness]) => [languageCode(code), likeness]);
}

const wordsOf = (text: string) => text.split(' ').map((word) => ({ text: word }));

describe('trigrams', () => {
  it.each([
    'tutaonana kesho asubuhi shuleni na watoto wote',
    'nous serons devant la porte de l’école à huit heures avec les enfants et leurs parents pour la distribution de demain',
    "c'est 2 heures, pas 3",
  ])('measure %j as franc does', (text) => {
    expect(trigramLikeness(wordsOf(text), 'Latn', isEuropean)).toEqual(francs(text));
  });

  it('measure any words of the script as franc does', () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('aeionrstlmkuçéşw')),
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        const text = words.join(' ');
        expect(trigramLikeness(wordsOf(text), 'Latn', isEuropean)).toEqual(francs(text));
      }),
    );
  });

  it('say nothing of a short text, of no plausible language and of an unknown script', () => {
    expect(trigramLikeness(wordsOf('hello you'), 'Latn', isEuropean)).toEqual([]);
    expect(trigramLikeness(wordsOf('hello to all of you'), 'Latn', () => false)).toEqual([]);
    expect(trigramLikeness(wordsOf('hello to all of you'), 'Grek', () => true)).toEqual([]);
  });
});
