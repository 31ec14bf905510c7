import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { aProduct } from '../harness/product.js';

const TINY = fileURLToPath(new URL('../fixtures/models/tiny', import.meta.url));

interface LabelFigures {
  readonly label: string;
  readonly language: string | null;
  readonly set: string | null;
  readonly n: number;
  readonly positive: number;
  readonly precision: number | null;
  readonly recall: number | null;
}

interface Figures {
  readonly models: readonly string[];
  readonly rows: number;
  readonly refusedLines: number;
  readonly messagesPerSecond: number;
  readonly labels: readonly LabelFigures[];
  readonly benignChat: readonly {
    readonly language: string | null;
    readonly n: number;
    readonly share: number;
  }[];
  readonly failedDetectors: readonly string[];
}

let product: string;
beforeAll(async () => {
  product = await aProduct();
  await cp(TINY, join(product, 'models/tiny'), { recursive: true });
});
afterAll(() => rm(product, { recursive: true, force: true }));

async function evaluate(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const script = join(product, 'src/cli.js');
  return new Promise((resolve) => {
    execFile(
      execPath,
      [script, 'eval', ...words],
      { cwd: product, env: { PATH: env.PATH } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

const THREAT = {
  text: 'we will burn the market tonight, all of it',
  lang: 'eng',
  set: 'ours',
  labels: { threat: 1, scam: 0 },
};
const CALM = {
  text: 'the lesson about the market is tomorrow morning',
  lang: 'eng',
  set: 'ours',
  labels: { threat: 0, benign_chat: 1 },
};

async function labelled(...lines: unknown[]): Promise<string> {
  const text = lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  await writeFile(join(product, 'rows.jsonl'), `${text}\n`);
  return 'rows.jsonl';
}

/** As models/corpus/README.md says which frames are for figures alone. */
function isForFigures(text: string): boolean {
  const digest = createHash('sha256').update(text).digest();
  return digest.reduce((rest, byte) => (rest * 256 + byte) % 10, 0) === 5;
}

describe('npm run eval', () => {
  it('measures per label, language and set what the product says with the model in it', async () => {
    const { code, out } = await evaluate('--file', await labelled(THREAT, CALM, THREAT), '--json');
    expect(code).toBe(0);
    const { models, rows, labels, benignChat, failedDetectors } = JSON.parse(out) as Figures;
    expect({ models, rows, failedDetectors }).toEqual({
      models: ['tiny@1.0.0'],
      rows: 3,
      failedDetectors: [],
    });
    const threat = labels.filter(({ label }) => label === 'threat');
    expect(threat.map(({ language, set }) => [language, set])).toEqual([
      [null, null],
      ['eng', null],
      [null, 'ours'],
    ]);
    expect(threat[0]).toMatchObject({ n: 3, positive: 2, precision: 1, recall: 1 });
    expect(benignChat[0]).toMatchObject({ language: null, n: 1, share: 0 });
  });

  it('names each line that it cannot read, goes on with the others, and ends with 2', async () => {
    const file = await labelled(THREAT, '{"text":', { lang: 'eng', labels: {} }, CALM);
    const { code, out, err } = await evaluate('--file', file, '--json', '--predictions', 'said.jsonl');
    expect(code).toBe(2);
    expect(err).toBe('rows.jsonl: line 2 is no JSON object\nrows.jsonl: line 3 has no "text"\n');
    expect(JSON.parse(out)).toMatchObject({ rows: 2, refusedLines: 2 });
    const said = (await readFile(join(product, 'said.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(said.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        labels: expect.objectContaining({
          threat: { p: expect.any(Number) as number, decision: true },
        }) as unknown,
        level: 'critical',
        language: 'eng',
      }),
      { refused: 'is no JSON object' },
      { refused: 'has no "text"' },
      expect.objectContaining({ level: 'none' }),
    ]);
  });

  it('unpacks a file on the way and prints tables for people', async () => {
    const rows = Array.from({ length: 20 }, () => JSON.stringify(THREAT)).join('\n');
    await writeFile(join(product, 'rows.jsonl.gz'), gzipSync(rows));
    const { code, out } = await evaluate('--file', 'rows.jsonl.gz');
    expect(code).toBe(0);
    expect(out).toMatch(/^20 rows, \d+ messages\/s\. Models: tiny@1\.0\.0\./);
    expect(out).toMatch(/^threat all +20 +20 +1\.000 +1\.000/m);
  });

  it('measures every labelled file of a folder, and names the one a bad line stands in', async () => {
    await mkdir(join(product, 'sets'));
    await writeFile(join(product, 'sets/a.jsonl'), `${JSON.stringify(THREAT)}\n`);
    await writeFile(join(product, 'sets/b.jsonl.gz'), gzipSync(`${JSON.stringify(CALM)}\nnothing\n`));
    await writeFile(join(product, 'sets/notes.md'), 'no rows here');
    const { code, out, err } = await evaluate('--file', 'sets', '--json');
    expect({ code, err }).toEqual({
      code: 2,
      err: `${join('sets', 'b.jsonl.gz')}: line 2 is no JSON object\n`,
    });
    expect(JSON.parse(out)).toMatchObject({ rows: 2, refusedLines: 1 });
  });

  it('without a file measures the frames that nothing learned from, the same words every time', async () => {
    await mkdir(join(product, 'models/corpus/threat'), { recursive: true });
    await mkdir(join(product, 'models/corpus/slots'));
    await writeFile(
      join(product, 'models/corpus/slots/eng.json'),
      JSON.stringify({ place: ['the market', 'the school'], group: { ethnic: ['Nuer'] } }),
    );
    const texts = Array.from({ length: 200 }, (_, at) => `we will burn {place} tonight, house ${at}`);
    const frames = texts.map((text, at) => ({
      text,
      lang: 'eng',
      harm: 'threat',
      label: 1,
      frame: `t-${at}`,
    }));
    const lines = frames.map((frame) => JSON.stringify(frame)).join('\n');
    await writeFile(join(product, 'models/corpus/threat/eng.jsonl'), lines);
    const [once, again] = [await evaluate('--json'), await evaluate('--json')];
    const figures = JSON.parse(once.out) as Figures;
    const measured = texts.filter(isForFigures).length;
    expect(measured).toBeGreaterThan(5);
    expect(figures.rows).toBe(measured);
    expect(figures.labels[0]).toMatchObject({ label: 'threat', n: measured, positive: measured });
    expect((JSON.parse(again.out) as Figures).labels).toEqual(figures.labels);
  });

  it('says that a file is not there', async () => {
    const { code, err } = await evaluate('--file', 'absent.jsonl');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'absent.jsonl: there is no such file. Check the spelling.\n',
    });
  });
});
