import { readFileSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findModels } from '../../src/detection/model/find-models.js';
import { SHIPPED_MODELS } from '../../src/detection/model/shipped-models.js';
import { scriptIn } from '../harness/product-script.js';
import { aProduct } from '../harness/product.js';

/**
 * Nobody may be flagged for what others wrote in the same minute: weights in int8 can be read so that one message's
 * numbers are rounded by the largest number of the whole batch.
 */
const CHAT = fileURLToPath(new URL('../fixtures/five-languages.txt', import.meta.url));
const texts = readFileSync(CHAT, 'utf8')
  .split('\n')
  .flatMap((line) => line.split(/ - [^:]+: /).slice(1));
const loud = ['🔥'.repeat(60), 'x'.repeat(300), '١٢٣٤٥٦٧٨٩ '.repeat(40), 'NOW!!! '.repeat(60)];

const SCRIPT = `
  import { findModels } from './src/detection/model/find-models.js';
  import { TransformersModel } from './src/detection/model/transformers-model.js';
  const model = new TransformersModel(findModels().find(({ kind }) => kind === 'installed'));
  const read = async (texts) => (await model.read(texts)).map(({ probabilities }) => Object.values(probabilities));
  const alone = [];
  for (const text of input.texts) alone.push(...(await read([text])));
  tell({ alone, together: (await read([...input.loud, ...input.texts])).slice(input.loud.length) });
`;

const isShipped = findModels([SHIPPED_MODELS]).some(({ kind }) => kind === 'installed');

(isShipped ? it : it.skip)('a message has the same probabilities alone and in any company', async () => {
  const product = await aProduct();
  await symlink(SHIPPED_MODELS, join(product, 'models'));
  type Read = readonly (readonly number[])[];
  const { alone, together } = await scriptIn<{ alone: Read; together: Read }>(product, SCRIPT, {
    texts,
    loud,
  });
  expect(alone.length).toBe(texts.length);
  const away = alone.map((one, at) =>
    Math.max(...one.map((p, label) => Math.abs(p - (together[at]?.[label] ?? 9)))),
  );
  expect(Math.max(...away)).toBeLessThan(0.001);
  await rm(product, { recursive: true, force: true });
});
