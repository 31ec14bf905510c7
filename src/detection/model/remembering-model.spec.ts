import { RememberingModel } from './remembering-model.js';
import type { Manifest } from './manifest/manifest.js';
import { TextModel } from './text-model.js';
import type { ModelReading } from './text-model.js';

class Counting extends TextModel {
  readonly manifest = { name: 'counting' } as Manifest;
  readonly asked: string[][] = [];
  read(texts: readonly string[]): Promise<readonly ModelReading[]> {
    this.asked.push([...texts]);
    return Promise.resolve(
      texts.map((text) => ({ probabilities: { scam: text.length }, embedding: null, tokens: text.length })),
    );
  }
}

it('asks once for what several detectors want to know', async () => {
  const counting = new Counting();
  const model = new RememberingModel(counting);
  const lengths = async (...texts: string[]) => (await model.read(texts)).map(({ tokens }) => tokens);
  expect(await lengths('one', 'three', 'one')).toEqual([3, 5, 3]);
  expect(await lengths('three', 'fifteen', 'one')).toEqual([5, 7, 3]);
  expect(counting.asked).toEqual([['one', 'three'], ['fifteen']]);
});

it('forgets what was read longest ago', async () => {
  const counting = new Counting();
  const model = new RememberingModel(counting);
  await model.read(['first']);
  await model.read(Array.from({ length: 3000 }, (_, at) => `text ${at}`));
  await model.read(['first', 'text 2999']);
  expect(counting.asked.at(-1)).toEqual(['first']);
});
