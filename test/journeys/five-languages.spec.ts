import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findModels } from '../../src/detection/model/find-models.js';
import { SHIPPED_MODELS } from '../../src/detection/model/shipped-models.js';
import { nodeIn } from '../harness/product-script.js';
import { aProduct } from '../harness/product.js';

/** An export in Swahili, Arabic, French, Spanish and English, written by us, through the model that ships. */
const CHAT = fileURLToPath(new URL('../fixtures/five-languages.txt', import.meta.url));

interface Line {
  readonly line: number;
  readonly level: string;
  readonly language: string;
  readonly harms: readonly { readonly harm: string; readonly level: string }[];
  readonly reasons: readonly {
    readonly detector: string;
    readonly why: string;
    readonly precision: number | null;
  }[];
}

const whereAModelShips = findModels([SHIPPED_MODELS]).some(({ kind }) => kind === 'installed')
  ? describe
  : describe.skip;

whereAModelShips('a chat in five languages at the command line', () => {
  let product: string;
  let lines: readonly Line[];
  beforeAll(async () => {
    product = await aProduct();
    await symlink(SHIPPED_MODELS, join(product, 'models'));
    const { out } = await nodeIn(product, 'src/cli.js', 'scan', CHAT, '--all', '--format', 'json');
    lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  }, 240_000);
  afterAll(() => rm(product, { recursive: true, force: true }));

  const flagged = (harm: string) =>
    lines
      .filter(({ harms }) =>
        harms.some((one) => one.harm === harm && ['medium', 'high', 'critical'].includes(one.level)),
      )
      .map(({ line }) => line);

  it('shows hatred in each of them, in the words of the encoder', () => {
    expect(flagged('hate')).toEqual([6, 7, 8, 9, 10]);
    const hated = lines.filter(({ line }) => line >= 6 && line <= 10);
    expect(hated.map(({ language }) => language)).toEqual(['swh', 'ara', 'fra', 'spa', 'eng']);
    expect(hated.every(({ reasons }) => reasons.some(({ detector }) => detector === 'text-harm'))).toBe(true);
  });

  it('shows those who ask for fees and codes, and those in danger', () => {
    expect(flagged('scam')).toEqual([11, 12, 13]);
    expect(flagged('disclosure')).toEqual([14, 15]);
  });

  it('says how often such a word of the encoder was right, where that was measured', () => {
    const words = lines.flatMap(({ reasons }) => reasons).filter(({ detector }) => detector === 'text-harm');
    const measured = words.filter(({ precision }) => precision !== null);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.every(({ precision }) => precision !== null && precision >= 0 && precision <= 1)).toBe(
      true,
    );
  });

  it('leaves alone greetings, warnings about scams, those who speak up, and football', () => {
    const calm = lines.filter(({ line }) => line <= 5 || line >= 16);
    // Whatever is remembered of them, nobody is called.
    expect(calm.filter(({ level }) => level !== 'none' && level !== 'low')).toEqual([]);
  });
});
