import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSignedLog } from '../../../test/factories/signed-log.js';
import type { SignedLog } from '../../../test/factories/signed-log.js';
import { Frontier, leafHash, say, verifyLines } from './verify-export.js';
import type { Expectation } from './verify-export.js';

/** The leaves and roots of Certificate Transparency's reference tests (RFC 6962 over one to eight leaves). */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('The tree', () => {
  it('is that of RFC 6962, from the empty one to eight leaves', () => {
    const tree = new Frontier();
    expect(tree.root().toString('hex')).toMatch(/^e3b0c44298fc1c14/);
    const roots = LEAVES.map((leaf) => {
      tree.add(leafHash(Buffer.from(leaf, 'hex')));
      return tree.root().toString('hex');
    });
    expect(roots).toEqual(ROOTS);
  });
});

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

const verdictOn = (lines: readonly string[], expected?: Expectation) => verifyLines(each(lines), expected);

/** Ten entries under checkpoints of 4, 7 and 10. */
const log = aSignedLog({ batches: [4, 3, 3] });

/** Where the line of an entry stands. */
const at = (position: number, { lines }: SignedLog = log) =>
  lines.findIndex((line) => line.startsWith(`{"position":${position},`));

/** A copy of the lines, changed. */
function changed(change: (lines: string[]) => void, { lines }: SignedLog = log): string[] {
  const copy = [...lines];
  change(copy);
  return copy;
}

/** One character of the signature exchanged. */
function forged(line = ''): string {
  const place = line.length - 24;
  return line.slice(0, place) + (line[place] === 'A' ? 'B' : 'A') + line.slice(place + 1);
}

const edit = (line = '') => line.replace('"outcome":"done"', '"outcome":"refused"');

describe('A log nobody touched', () => {
  it('is ok', async () => {
    expect(await verdictOn(log.lines)).toEqual({ kind: 'ok', entries: 10, pruned: 0, root: log.root });
    expect(say(await verdictOn(log.lines, { key: log.key }))).toMatch(/^ok: 10 entries/);
  });

  it('is ok when it is empty, and when entries were pruned to their hashes', async () => {
    expect(await verdictOn(aSignedLog({ batches: [] }).lines)).toMatchObject({ kind: 'ok', entries: 0 });
    const pruned = changed((lines) => {
      lines[at(2)] = (lines[at(2)] ?? '').replace(/,"entry":.*$/, '}');
    });
    expect(await verdictOn(pruned)).toMatchObject({ kind: 'ok', entries: 10, pruned: 1 });
  });

  it('is ok against any checkpoint that was kept of it', async () => {
    for (const known of log.checkpoints)
      expect(await verdictOn(log.lines, { known })).toMatchObject({ kind: 'ok' });
  });
});

describe('Tampering is named with the first entry that cannot be trusted:', () => {
  const other = aSignedLog({ batches: [4, 3, 3], key: 2 });
  const fork = aSignedLog({ batches: [4, 3, 3], from: 100 });
  const shorter = aSignedLog({ batches: [4] });
  it.each([
    ['an edited entry', changed((l) => (l[at(5)] = edit(l[at(5)]))), {}, { why: 'changed', from: 5, to: 5 }],
    [
      'an edited hash',
      changed((l) => (l[at(2)] = (l[at(2)] ?? '').replace(/"hash":"...../, '"hash":"00000'))),
      {},
      { why: 'changed', from: 2, to: 2 },
    ],
    [
      'an entry edited together with its hash',
      changed((l) => (l[at(5)] = aSignedLog.line(5, edit(log.entries[5])))),
      {},
      { why: 'not_as_signed', from: 4, to: 6 },
    ],
    ['a deleted entry', changed((l) => l.splice(at(3), 1)), {}, { why: 'missing', from: 3, to: 3 }],
    ['a deleted first entry', changed((l) => l.splice(at(0), 1)), {}, { why: 'missing', from: 0, to: 0 }],
    [
      'a deleted entry, the others moved up',
      changed((l) => {
        l.splice(at(8), 1);
        l[at(9) - 1] = aSignedLog.line(8, log.entries[9] ?? '');
      }),
      {},
      { why: 'missing', from: 9, to: 9 },
    ],
    [
      'two entries swapped',
      changed((l) => ([l[at(1)], l[at(2)]] = [l[at(2)] ?? '', l[at(1)] ?? ''])),
      {},
      { why: 'missing', from: 1, to: 1 },
    ],
    [
      'two entries swapped and renumbered',
      changed((l) => {
        l[at(1)] = aSignedLog.line(1, log.entries[2] ?? '');
        l[at(2)] = aSignedLog.line(2, log.entries[1] ?? '');
      }),
      {},
      { why: 'not_as_signed', from: 0, to: 3 },
    ],
    [
      'an inserted entry',
      changed((l) => l.splice(at(6), 0, l[at(2)] ?? '')),
      {},
      { why: 'out_of_place', from: 6, to: 6 },
    ],
    [
      'an entry added to the end',
      changed((l) => l.push(aSignedLog.line(10, log.entries[0] ?? ''))),
      {},
      { why: 'unsigned', from: 10, to: 10 },
    ],
    ['a cut end', changed((l) => l.splice(at(8), 2)), {}, { why: 'missing', from: 8, to: 9 }],
    [
      'a cut end without its checkpoint',
      changed((l) => l.splice(at(8))),
      {},
      { why: 'unsigned', from: 7, to: 7 },
    ],
    [
      'a log rolled back, shown by a checkpoint kept elsewhere',
      shorter.lines,
      { known: log.checkpoints[2] ?? '' },
      { why: 'rolled_back', from: 4, to: 9 },
    ],
    [
      'a fork, shown by a checkpoint kept elsewhere',
      fork.lines,
      { known: log.checkpoints[1] ?? '' },
      { why: 'forked', from: 0, to: 6 },
    ],
    [
      'a log signed anew with another key',
      other.lines,
      { key: log.key },
      { why: 'other_key', from: 0, to: 0 },
    ],
    [
      'a log signed anew with another key, shown by a checkpoint kept elsewhere',
      other.lines,
      { known: log.checkpoints[0] ?? '' },
      { why: 'other_key', from: 0, to: 0 },
    ],
    [
      'a checkpoint of another log',
      changed((l) => (l[at(3) + 1] = JSON.stringify({ checkpoint: other.checkpoints[0] }))),
      {},
      { why: 'bad_signature', from: 0, to: 3 },
    ],
    ['something that is no log', ['{"chat":1}'], {}, { why: 'not_a_log', from: 0, to: 0 }],
    ['nothing at all', [], {}, { why: 'not_a_log', from: 0, to: 0 }],
  ] as const)('%s', async (...[, lines, expected, fault]) => {
    expect(await verdictOn(lines, expected)).toEqual({ kind: 'broken', fault });
  });

  it('whatever byte of whatever line is changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          row: fc.nat(log.lines.length - 1),
          column: fc.nat(),
          code: fc.integer({ min: 33, max: 126 }),
        }),
        async ({ row, column, code }) => {
          const line = log.lines[row] ?? '';
          const place = column % line.length;
          const mutated = line.slice(0, place) + String.fromCharCode(code) + line.slice(place + 1);
          fc.pre(mutated !== line);
          const verdict = await verdictOn(
            changed((l) => (l[row] = mutated)),
            { key: log.key },
          );
          expect(verdict.kind).toBe('broken');
        },
      ),
      { numRuns: 400 },
    );
  });
});

const PYTHON = fileURLToPath(new URL('../../../test/audit/verify_export.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('A second verifier, written in another language', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mlinzi-log-'));
  const cases: readonly (readonly [string, readonly string[], boolean])[] = [
    ['a whole log', log.lines, true],
    ['an edited entry', changed((l) => (l[at(5)] = edit(l[at(5)]))), false],
    [
      'an entry edited together with its hash',
      changed((l) => (l[at(5)] = aSignedLog.line(5, edit(log.entries[5])))),
      false,
    ],
    ['a cut end', changed((l) => l.splice(at(8))), false],
    ['a forged signature', changed((l) => (l[at(3) + 1] = forged(l[at(3) + 1]))), false],
  ];
  // Where there is no Python nothing of Mlinzi needs one; the machine that admits changes has it.
  const there = hasPython || env.CI === 'true' ? cases : [];
  it.each(there)('agrees about %s', async (name, lines, isOk) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.jsonl`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { status, stdout } = spawnSync('python3', [PYTHON, file], { encoding: 'utf8' });
    expect({ status, isOk: stdout.startsWith('ok') }).toEqual({ status: isOk ? 0 : 2, isOk });
    expect((await verdictOn(lines)).kind === 'ok').toBe(isOk);
  });

  it('is only asked where there is a Python to run it', () => {
    expect(there.length > 0).toBe(hasPython || env.CI === 'true');
  });
});
