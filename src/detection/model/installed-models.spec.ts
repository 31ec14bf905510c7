import { appendFile, cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../kernel/app-error.js';
import { findModels } from './find-models.js';
import { ModelUnusable } from './model.errors.js';
import { verifyModel } from './verify-model.js';

const TINY = fileURLToPath(new URL('../../../test/fixtures/models/tiny', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mlinzi-models-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function install(name = 'tiny', into = folder): Promise<string> {
  await cp(TINY, join(into, name), { recursive: true });
  return join(into, name);
}

async function changeManifest(model: string, change: object): Promise<void> {
  const path = join(model, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...manifest, ...change }));
}

async function faultsOfTheOne(): Promise<readonly Fault[]> {
  const [model] = findModels([folder]);
  if (!model) throw new Error('No model was found');
  return model.kind === 'installed' ? verifyModel(model) : model.faults;
}

it('finds a model by its folder and vouches for every file of it', async () => {
  await install();
  expect(findModels([folder])).toMatchObject([{ kind: 'installed', name: 'tiny' }]);
  expect(await faultsOfTheOne()).toEqual([]);
});

it('finds nothing where there is nothing, or only what is no model', async () => {
  await mkdir(join(folder, 'corpus'));
  expect(findModels([folder, join(folder, 'not-there')])).toEqual([]);
});

it("puts a community's own folder before the product's, also for a model of the same name", async () => {
  const own = join(folder, 'own');
  const shipped = join(folder, 'shipped');
  await changeManifest(await install('tiny', own), { version: '2.0.0' });
  await install('tiny', shipped);
  await changeManifest(await install('another', shipped), { name: 'another' });
  expect(findModels([own, shipped]).map(({ name, folder: at }) => [name, at])).toEqual([
    ['tiny', join(own, 'tiny')],
    ['another', join(shipped, 'another')],
  ]);
});

it('says which file was altered, though its length is the same', async () => {
  const path = join(await install(), 'model.onnx');
  const weights = await readFile(path);
  weights.writeUInt8(weights.readUInt8(700) ^ 1, 700);
  await writeFile(path, weights);
  expect(await faultsOfTheOne()).toEqual([
    { path: 'model.onnx', message: 'was altered: its SHA-256 is not the one of the manifest' },
  ]);
});

it('says which file was cut short, is missing or was never listed', async () => {
  const model = await install();
  await truncate(join(model, 'tokenizer.json'), 100);
  await rm(join(model, 'card.md'));
  await appendFile(join(model, 'model.onnx_data'), 'more weights');
  const faults = await faultsOfTheOne();
  expect(faults.map(({ path, message }) => `${path} ${message}`)).toEqual([
    'card.md is missing',
    'tokenizer.json has 100 of its 1766 bytes',
    'model.onnx_data is not listed in the manifest',
  ]);
});

it('does not use weights without a manifest, or with one that is no JSON', async () => {
  const model = await install();
  await writeFile(join(model, 'manifest.json'), '{ "format": 1,');
  const fault = { path: 'manifest.json', message: 'is missing or is not JSON' };
  expect(await faultsOfTheOne()).toEqual([fault]);
  await rm(join(model, 'manifest.json'));
  expect(await faultsOfTheOne()).toEqual([fault]);
});

it('names a fault of the manifest by file and place', async () => {
  await changeManifest(await install(), { maxTokens: 1 });
  expect(await faultsOfTheOne()).toEqual([
    { path: 'manifest.json/maxTokens', message: 'must be from 8 to 8192' },
  ]);
});

it('does not use a model under another name than its own, nor one for a later product', async () => {
  await changeManifest(await install('renamed'), { minimumProduct: '99.0.0' });
  const faults = await faultsOfTheOne();
  expect(faults.map(({ path }) => path)).toEqual(['manifest.json/name', 'manifest.json/minimumProduct']);
});

it('tells the first faults in its error and counts the rest', () => {
  const faults = ['a', 'b', 'c', 'd', 'e'].map((path) => ({ path, message: 'is missing' }));
  const { message } = new ModelUnusable('tiny', faults);
  expect(message).toBe('The model tiny cannot be used: a is missing; b is missing; c is missing; and 2 more');
});
