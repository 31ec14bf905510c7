import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const lines = (path: string) => read(path).trimEnd().split('\n').length;

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

const sources = filesUnder('src').filter((path) => /\.tsx?$/.test(path));
const NO_ROOMS = ['kernel', 'platform', 'console', 'pipeline', 'commands'];
const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !NO_ROOMS.includes(entry.name))
  .map(({ name }) => name);

it('tells the walk in one file of at most sixty lines', () => {
  expect(lines('src/pipeline/process-messages.ts')).toBeLessThanOrEqual(60);
});

it.each(['main', 'worker', 'cli'])('enters through src/%s.ts in at most forty lines', (entrance) => {
  expect(lines(`src/${entrance}.ts`)).toBeLessThanOrEqual(40);
});

it.each(rooms)('opens the door of %s with a sentence on what it is for and what it never does', (room) => {
  const [first = ''] = read(`src/${room}/index.ts`).split('\n');
  expect(first).toMatch(/^\/\*\*.+(never|Never).+\*\/$/);
});

it('has no drawers for things without a name', () => {
  const drawer = /^(utils?|helpers?|common|shared|managers?|base|services?)(\.|$)/;
  const found = sources.filter((path) => path.split('/').some((part) => drawer.test(part)));
  expect(found).toEqual([]);
});

it('names files in kebab-case', () => {
  const odd = sources.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$/.test(basename(path)));
  expect(odd).toEqual([]);
});

it('keeps folders flat and no larger than a dozen sources', () => {
  const sizes = new Map<string, number>();
  for (const path of sources) {
    if (/\.(spec|db-spec)\.tsx?$/.test(path)) continue;
    const folder = path.slice(0, path.lastIndexOf('/'));
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  // The kernel is a list of nouns, one file each: it has no flow to lose.
  const large = [...sizes].filter(([folder, size]) => size > 12 && folder !== 'src/kernel');
  expect(large).toEqual([]);
});

it('never switches a rule of the house off', () => {
  const off = sources.filter((path) => /eslint-disable|@ts-ignore|@ts-nocheck/.test(read(path)));
  expect(off).toEqual([]);
});

it('describes each arrow between rooms that the rules allow', () => {
  const rules = read('.dependency-cruiser.js');
  const table = read('docs/architecture.md');
  for (const [, room, allowed] of rules.matchAll(/^ {2}(\w+): \[(.*)\],$/gm)) {
    if (!existsSync(join(root, 'src', room ?? ''))) continue;
    const row = table.split('\n').find((line) => line.startsWith(`| \`${room ?? ''}\``)) ?? '';
    for (const other of allowed?.match(/\w+/g) ?? []) expect(`${room ?? ''}: ${row}`).toContain(other);
  }
});

it.each(['README.md', 'docs/architecture.md', 'docs/style.md', 'docs/proofs.md'])(
  'points from %s to what is there',
  (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? '');
    const named = [...read(page).matchAll(/`((?:src|test)\/[\w./-]+\.tsx?)`/g)].map(([, path]) => path ?? '');
    const missing = [
      ...links.filter((link) => !existsSync(join(root, dirname(page), link))),
      ...named.filter((path) => !existsSync(join(root, path))),
    ];
    expect(missing).toEqual([]);
  },
);

it('speaks of no registry host in the lockfile', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved": "http/);
});
