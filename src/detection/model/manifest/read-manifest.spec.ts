import { readFileSync } from 'node:fs';
import { readManifest } from './read-manifest.js';

const TINY = new URL('../../../../test/fixtures/models/tiny/manifest.json', import.meta.url);

type Json = Record<string, unknown>;

function tiny(change: (manifest: Json) => unknown = () => undefined): Json {
  const manifest = JSON.parse(readFileSync(TINY, 'utf8')) as Json;
  change(manifest);
  return manifest;
}

function faultsOf(change: (manifest: Json) => unknown): readonly string[] {
  const read = readManifest(tiny(change));
  return read.kind === 'faulty' ? read.faults.map(({ path, message }) => `${path} ${message}`) : [];
}

const set = (path: string, value: unknown) => (manifest: Json) => {
  const keys = path.split('/').slice(1);
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Json>((at, key) => at[key] as Json, manifest);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
};

it('takes a manifest in the documented form', () => {
  expect(readManifest(tiny())).toMatchObject({ kind: 'manifest', manifest: { name: 'tiny', maxTokens: 16 } });
});

it('takes labels that are no harms, and their calibration', () => {
  const faults = faultsOf((manifest) => {
    set('/labels', ['hate', 'scam', 'spam', 'claim', 'false_news'])(manifest);
    set('/calibration/claim', { any: { threshold: 0.3 } })(manifest);
  });
  expect(faults).toEqual([]);
});

it('speaks of languages in the codes that messages carry', () => {
  const read = readManifest(
    tiny((manifest) => {
      manifest.languages = ['pes', 'prs', 'ara', 'apc'];
      manifest.calibration = {
        scam: { pes: { threshold: 0.3 }, ara: { threshold: 0.2 }, apc: { threshold: 0.1 }, any: { bias: 1 } },
      };
    }),
  );
  expect(read).toMatchObject({
    manifest: {
      languages: ['fas', 'ara'],
      calibration: { scam: { fas: { threshold: 0.3 }, ara: { threshold: 0.2 }, any: { bias: 1 } } },
    },
  });
});

it.each([
  ['/format', 2],
  ['/name', 'Tiny Model'],
  ['/version', '1.0'],
  ['/licence', ''],
  ['/minimumProduct', 'any'],
  ['/labels', []],
  ['/labels/1', 'rudeness'],
  ['/labels/2', 'hate'],
  ['/outputs/logits', ''],
  ['/outputs/embedding', 7],
  ['/languages/0', 'en'],
  ['/languages/1', 'und'],
  ['/maxTokens', 7.5],
  ['/calibration/rudeness', {}],
  ['/calibration/abuse', {}],
  ['/calibration/scam/fra', {}],
  ['/calibration/scam/swh/temperature', 0],
  ['/calibration/scam/any/threshold', Number.NaN],
  ['/calibration/scam/any/bias', '1'],
  ['/files/card.md/sha256', 'ABC'],
  ['/files/card.md/bytes', -1],
  ['/files/config.json', undefined],
  ['/files/..~1..~1secret', { sha256: '0'.repeat(64), bytes: 1 }],
  ['/maxtokens', 16],
  ['/outputs/pooled', 'pooled'],
  ['/languages', undefined],
])('names a fault at %s by its place', (path, value) => {
  const key = path.replaceAll('~1', '\u0000');
  const faults = faultsOf((manifest) => {
    set(key, value)(manifest);
    rename(manifest.files as Json);
  });
  expect(faults).toEqual([expect.stringMatching(new RegExp(`^${path} \\S`))]);
});

/** Gives a file name its slashes back, which `set` would take for places. */
function rename(files: Json): void {
  for (const [name, sum] of Object.entries(files)) {
    if (!name.includes('\u0000')) continue;
    Reflect.deleteProperty(files, name);
    files[name.replaceAll('\u0000', '/')] = sum;
  }
}

it('names every fault at once', () => {
  const faults = faultsOf((manifest) => {
    set('/name', 1)(manifest);
    set('/labels', 'hate')(manifest);
    set('/files', [])(manifest);
  });
  expect(faults).toEqual([
    '/name must be in kebab-case',
    '/labels must be a list of at least one',
    '/files must be an object',
  ]);
});

it.each([null, [], 'text', 7])('refuses %j, which is no object', (raw) => {
  expect(readManifest(raw)).toEqual({
    kind: 'faulty',
    faults: [{ path: '/', message: 'must be an object' }],
  });
});
