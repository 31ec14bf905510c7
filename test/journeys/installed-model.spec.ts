import { cp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeIn, scriptIn } from '../harness/product-script.js';
import { aProduct } from '../harness/product.js';

/**
 * Real weights through the real runtime, in processes of their own as in the product: its native part makes arrays of
 * another realm than the one jest runs specs in.
 */
const TINY = fileURLToPath(new URL('../fixtures/models/tiny', import.meta.url));

interface Reading {
  readonly probabilities: Readonly<Record<'hate' | 'threat' | 'scam', number>>;
  readonly embedding: readonly number[] | null;
  readonly tokens: number;
}

interface Examined {
  readonly before: boolean;
  readonly after: boolean;
  /** Per text: nobody may read `nothing` into it. */
  readonly unread: readonly boolean[];
  readonly failures: readonly { readonly detector: string; readonly kind: string; readonly note?: string }[];
  readonly signals: readonly { readonly detector: string; readonly harm: string; readonly text: string }[];
}

let product: string;
beforeAll(async () => {
  product = await aProduct();
});
beforeEach(() => cp(TINY, join(product, 'models/tiny'), { recursive: true }));
afterEach(() => rm(join(product, 'models'), { recursive: true, force: true }));
afterAll(() => rm(product, { recursive: true, force: true }));

const node = (...words: string[]) => nodeIn(product, ...words);
const script = <T>(lines: string, input: unknown) => scriptIn<T>(product, lines, input);

/** Readings of these batches, one after the other, by one opened model. */
function readings(...batches: string[][]): Promise<Reading[][]> {
  return script(
    `import { findModels } from './src/detection/model/find-models.js';
     import { TransformersModel } from './src/detection/model/transformers-model.js';
     const model = new TransformersModel(findModels()[0]);
     const answers = [];
     for (const texts of input) answers.push(await model.read(texts));
     tell(answers.map((batch) => batch.map((one) => ({ ...one, embedding: one.embedding && [...one.embedding] }))));`,
    batches,
  );
}

async function readOne(text: string): Promise<Reading> {
  const [[reading] = []] = await readings([text]);
  if (!reading) throw new Error('The text has no reading');
  return reading;
}

/** What the threaded examiner makes of texts, and whether the runtime was in memory before and after. */
function examined(...texts: string[]): Promise<Examined> {
  return script(
    `import { DETECTORS, InMemoryConversations, InMemoryNames, InMemorySightings, ThreadedExaminer } from './src/detection/index.js';
     import { SCAN_PURPOSES } from './src/kernel/message.js';
     const inMemory = () => readFileSync('/proc/self/maps', 'utf8').includes('onnxruntime');
     const examiner = new ThreadedExaminer(DETECTORS.map(({ id }) => id));
     const before = inMemory();
     const batch = input.map((text, at) => ({
       id: String(at), organisationId: 'o', groupId: 'g', memberId: 'm' + at, sender: { handle: 'h' + at, name: 'N' + at },
       sentAt: new Date(0), text, state: 'sent', forwarded: 'no', media: [], line: null, purposes: SCAN_PURPOSES,
     }));
     const group = { id: 'g', name: 'G', languages: ['eng'], timezone: 'UTC', regions: [], sizeLimit: null, settings: {} };
     const { findings, failures } = await examiner.examine(batch, {
       organisationId: 'o', now: new Date(0), groups: new Map([['g', group]]), identities: [], claims: [],
       sightings: new InMemorySightings(), conversations: new InMemoryConversations(), names: new InMemoryNames(),
     });
     const after = inMemory();
     await examiner.close();
     const signals = findings.flatMap(({ signals }, at) => signals.map(({ detector, harm, spans }) => ({
       detector, harm, text: spans.map(({ start, end }) => input[at].slice(start, end)).join(' | '),
     })));
     tell({ before, after, failures, signals, unread: findings.map(({ unread }) => unread) });`,
    texts,
  );
}

async function damage(file: string): Promise<void> {
  const path = join(product, 'models/tiny', file);
  const content = await readFile(path);
  content.writeUInt8(content.readUInt8(content.length - 9) ^ 1, content.length - 9);
  await writeFile(path, content);
}

/** To what sums of another order may differ in. */
function rounded({ probabilities, embedding, tokens }: Reading) {
  const round = (values: readonly number[]) => values.map((value) => Number(value.toFixed(4)));
  return {
    tokens,
    embedding: embedding && round(embedding),
    probabilities: round(Object.values(probabilities)),
  };
}

/** Of a word that is no label's: -3 log-odds. */
const RESTING = 1 / (1 + Math.exp(3));

describe('an installed model', () => {
  it('gives the probabilities its weights were chosen for, without asking the network', async () => {
    const [known = []] = await readings([['burn'], ['fee'], ['مدرسة'], ['رمز']].flat());
    const [burn, fee, school, code] = known.map(({ probabilities }) => probabilities);
    expect(burn?.threat).toBeCloseTo(1, 9);
    expect(burn?.hate).toBeCloseTo(RESTING, 6);
    // [CLS] fee [SEP]: 96 * 0.1 / 3 - 3 log-odds.
    expect(fee?.scam).toBeCloseTo(1 / (1 + Math.exp(-0.2)), 6);
    expect(Object.values(school ?? {}).map((p) => p.toFixed(6))).toEqual(Array(3).fill(RESTING.toFixed(6)));
    expect(code?.scam).toBeCloseTo(1, 9);
  });

  it('gives an embedding of unit length that is near for like topics of different languages', async () => {
    const [[lesson, shule, market] = []] = await readings(['the lesson', 'shule', 'the market']);
    const dot = (a?: Reading, b?: Reading) =>
      (a?.embedding ?? []).reduce((sum, value, at) => sum + value * (b?.embedding?.[at] ?? 0), 0);
    expect(dot(lesson, lesson)).toBeCloseTo(1, 6);
    expect(dot(lesson, shule)).toBeCloseTo(1, 6);
    expect(dot(lesson, market)).toBeCloseTo(0, 6);
  });

  it('reads a batch as it reads each text alone, in the order given', async () => {
    const words = ['we', 'will', 'burn', 'the', 'market', 'send', 'fee', 'to', 'me', 'habari', 'code'];
    const texts = Array.from({ length: 60 }, (_, at) =>
      Array.from({ length: (at * 7) % 40 }, (_, word) => words[(at * 5 + word * 3) % words.length]).join(' '),
    );
    const [batch = [], ...alone] = await readings(texts, ...texts.map((text) => [text]));
    expect(batch.map(rounded)).toEqual(alone.flat().map(rounded));
    expect(new Set(batch.map(({ probabilities }) => probabilities.threat.toFixed(3))).size).toBeGreaterThan(
      5,
    );
  });

  it('finds one word in a long text by reading it in windows', async () => {
    const text = `${'the '.repeat(200)}burn ${'the '.repeat(200)}`;
    const { probabilities, tokens } = await readOne(text);
    expect(tokens).toBe(401);
    // One of sixteen tokens: 3 log-odds. One of all 403 would rest at 0.06.
    expect(probabilities.threat).toBeCloseTo(1 / (1 + Math.exp(-3)), 5);
    expect(probabilities.hate).toBeCloseTo(RESTING, 6);
  });

  it('has an answer for whatever is written', async () => {
    const nothing = { probabilities: { hate: 0, threat: 0, scam: 0 }, embedding: null, tokens: 0 };
    const odd = [
      '🙂'.repeat(50_000),
      'a'.repeat(100_000),
      '\uD800 burn \uDC00',
      'burn '.repeat(20_000),
      '\u202E ا\u0301',
    ];
    const [empty = [], answers = []] = await readings(['', ' \n\t ', '\uD800', '\u0000\u200B'], odd);
    expect(empty).toEqual([nothing, nothing, nothing, nothing]);
    expect(answers.map(({ tokens }) => tokens > 0)).toEqual(odd.map(() => true));
    expect(
      answers.flatMap(({ probabilities }) => Object.values(probabilities)).filter((p) => !(p >= 0 && p <= 1)),
    ).toEqual([]);
    expect(answers[2]?.probabilities.threat).toBeCloseTo(1, 9);
  });

  it.each([['model.onnx'], ['tokenizer.json']])('is refused by the name of its altered %s', async (file) => {
    await damage(file);
    await expect(readOne('hello')).rejects.toThrow(`The model tiny cannot be used: ${file} was altered`);
  });

  it('is refused by the name of a file that was cut short', async () => {
    await truncate(join(product, 'models/tiny/model.onnx'), 500);
    await expect(readOne('hello')).rejects.toThrow(
      'tiny cannot be used: model.onnx has 500 of its 2197 bytes',
    );
  });

  it('is refused when its output is not what its manifest says', async () => {
    const path = join(product, 'models/tiny/manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { labels: string[] };
    await writeFile(path, JSON.stringify({ ...manifest, labels: [...manifest.labels, 'abuse'] }));
    await expect(readOne('hello')).rejects.toThrow('model.onnx output logits has 3 columns for 4 labels');
  });
});

describe('the product with a model installed', () => {
  it('signals from the detection thread with the clause that did it, and loads the runtime no sooner', async () => {
    const text = 'Good morning. The outsiders are vermin! See you at the market';
    const { before, after, failures, signals } = await examined(text, 'Good morning');
    expect(failures).toEqual([]);
    expect(signals.filter(({ detector }) => detector === 'text-harm')).toEqual([
      { detector: 'text-harm', harm: 'hate', text: 'The outsiders are vermin!' },
    ]);
    expect([before, after]).toEqual([false, true]);
  });

  it('goes on with the other detectors when the model was altered, and says which file', async () => {
    await damage('model.onnx');
    const { failures, signals, unread } = await examined(
      'these people are cockroaches, we will burn their houses tonight',
    );
    expect(unread).toEqual([true]);
    expect(failures).toEqual([
      {
        detector: 'text-harm',
        kind: 'threw',
        note: expect.stringContaining('model.onnx was altered') as string,
      },
    ]);
    expect(signals.map(({ detector }) => detector)).toContain('lexicon');
  });

  it('pays nothing for the runtime when no model is installed', async () => {
    await rm(join(product, 'models'), { recursive: true });
    const { after, failures } = await examined('these people are vermin');
    expect({ after, failures }).toEqual({ after: false, failures: [] });
  });
});

describe('weights loaded in the background', () => {
  const states = () =>
    script<readonly { state: string; note?: string }[]>(
      `import { DETECTORS, ThreadedExaminer } from './src/detection/index.js';
       const examiner = new ThreadedExaminer(DETECTORS.map(({ id }) => id));
       const seen = [examiner.models()];
       examiner.warm();
       while (['waiting', 'loading'].includes(examiner.models().state)) await new Promise(setImmediate);
       seen.push(examiner.models());
       await examiner.close();
       tell(seen);`,
      null,
    );

  it('are ready before the first message', async () => {
    expect(await states()).toEqual([{ state: 'waiting' }, { state: 'ready' }]);
  });

  it('say which file keeps them from it', async () => {
    await damage('model.onnx');
    const [, after] = await states();
    expect(after?.state).toBe('unusable');
    expect(after?.note).toContain('model.onnx was altered');
  });

  it.each(['model.onnx', 'manifest.json'])(
    'are loaded again, and read with, when an altered %s was put right, without a new start',
    async (file) => {
      const path = join(product, 'models/tiny', file);
      const whole = await readFile(path);
      await truncate(path, 100);
      const { before, after, signals } = await script<{ before: string; after: string; signals: string[] }>(
        `import { writeFileSync } from 'node:fs';
         import { DETECTORS, InMemoryConversations, InMemoryNames, InMemorySightings, ThreadedExaminer } from './src/detection/index.js';
         import { SCAN_PURPOSES } from './src/kernel/message.js';
         const examiner = new ThreadedExaminer(DETECTORS.map(({ id }) => id));
         const settled = async () => {
           while (['waiting', 'loading'].includes(examiner.models().state)) await new Promise((wake) => setTimeout(wake, 10));
           return examiner.models().state;
         };
         examiner.warm();
         const before = await settled();
         writeFileSync(input.path, Buffer.from(input.whole, 'base64'));
         await examiner.renew();
         const after = await settled();
         const { findings } = await examiner.examine([{
           id: '1', organisationId: 'o', groupId: 'g', memberId: 'm', sender: { handle: 'h', name: 'N' }, sentAt: new Date(0),
           text: 'The outsiders are vermin!', state: 'sent', forwarded: 'no', media: [], line: null, purposes: SCAN_PURPOSES,
         }], {
           organisationId: 'o', now: new Date(0), identities: [], claims: [],
           groups: new Map([['g', { id: 'g', name: 'G', languages: ['eng'], timezone: 'UTC', regions: [], sizeLimit: null, settings: {} }]]),
           sightings: new InMemorySightings(), conversations: new InMemoryConversations(), names: new InMemoryNames(),
         });
         await examiner.close();
         tell({ before, after, signals: findings.flatMap(({ signals }) => signals.map(({ detector }) => detector)) });`,
        { path, whole: whole.toString('base64') },
      );
      expect([before, after]).toEqual(['unusable', 'ready']);
      expect(signals).toContain('text-harm');
    },
  );

  it('are none where no model is installed', async () => {
    await rm(join(product, 'models'), { recursive: true });
    expect((await states()).at(-1)).toEqual({ state: 'none' });
  });
});

describe('npm run models:check', () => {
  const check = (...folders: string[]) => node('src/detection/model/check-models.js', ...folders);

  it('tells what is installed and what it can do', async () => {
    const { code, out } = await check();
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trim())).toEqual([
      expect.stringMatching(/^tiny: ready \(.+models\/tiny\)$/),
      'version 1.0.0, licence CC0-1.0, 0.0 MB',
      'harms: hate, threat, scam; and a sentence embedding',
      'languages: ara, eng, swh',
      '',
    ]);
  });

  it('ends with 2 and the file when a checksum does not hold', async () => {
    await damage('tokenizer.json');
    const { code, out } = await check();
    expect(code).toBe(2);
    expect(out).toMatch(/^tiny: cannot be used[^]+\n {2}tokenizer\.json was altered/);
  });

  it('says that there is none', async () => {
    const { code, out } = await check(join(product, 'nowhere'));
    expect({ code, out }).toEqual({ code: 0, out: `No models in ${join(product, 'nowhere')}\n` });
  });
});
