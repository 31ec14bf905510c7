import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GramBuckets } from '../grams/gram-buckets.js';
import type { GramShape } from '../grams/gram-buckets.js';
import { SHIPPED_MODELS } from '../model/shipped-models.js';
import { languageCode } from './codes.js';
import { readGramModel } from './gram-model.js';

/** What the program that made the weights says of texts of ours. */
interface Proof {
  readonly text: string;
  /** Different buckets. */
  readonly grams: number;
  readonly best: readonly { readonly code: string; readonly p: number }[];
}

const NOTHING: Proof = { text: '', grams: 0, best: [] };

const FOLDER = join(SHIPPED_MODELS, 'language');

const whereItShips = existsSync(FOLDER) ? describe : describe.skip;

whereItShips('the n-gram model that ships', () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
  const proofs = existsSync(FOLDER) ? (read('test-vectors.json') as Proof[]) : [NOTHING];
  const shape = (existsSync(FOLDER) ? read('language.json') : null) as GramShape;
  const model = readGramModel(FOLDER);

  it.each(proofs.map((proof) => [proof.text, proof] as const))(
    'is read as it was made: %s',
    (text, proof) => {
      expect(new GramBuckets(shape).of(text)).toHaveLength(proof.grams);
      const told = model?.probabilities(text);
      const [first] = proof.best;
      const sums = new Map<string, number>();
      for (const { code, p } of proof.best) {
        const language = languageCode(code.slice(0, 3));
        sums.set(language, (sums.get(language) ?? 0) + p);
      }
      const language = languageCode(first?.code.slice(0, 3) ?? '');
      // Other ways of writing the language may add a little to it.
      expect(told?.get(language) ?? 0).toBeGreaterThanOrEqual((sums.get(language) ?? 0) - 1e-4);
      expect([...(told ?? [])].reduce((sum, [, p]) => sum + p, 0)).toBeCloseTo(1, 9);
    },
  );

  it('says nothing of nothing', () => {
    expect([model?.probabilities(''), model?.probabilities(' \n ')]).toEqual([null, null]);
  });
});

it('is none where its folder is not there or not whole', () => {
  expect(readGramModel('/nowhere')).toBeNull();
});
