import { aContext, aGroup, examined } from '../../../../test/factories/examination.js';
import { aMessage } from '../../../../test/factories/message.js';
import type { Claim } from '../../../kernel/claim.js';
import { newId } from '../../../kernel/ids.js';
import type { Signal } from '../../../kernel/signal.js';
import type { InstalledModel } from '../../model/find-models.js';
import type { Manifest } from '../../model/manifest/manifest.js';
import { ModelUnusable } from '../../model/model.errors.js';
import { TextModel } from '../../model/text-model.js';
import type { ModelReading } from '../../model/text-model.js';
import { knownClaimsWith } from './known-claims.js';

/** What each word is about: axes of water, border and school, in three languages. */
const TOPICS: readonly (readonly string[])[] = [
  ['water', 'maji', 'مياه', 'poisoned', 'sumu', 'مسمومة'],
  ['border', 'mpaka', 'الحدود', 'closed', 'umefungwa', 'مغلقة'],
  ['school', 'shule', 'المدرسة'],
];

class Topics extends TextModel {
  readonly asked: string[] = [];
  broken = false;
  constructor(readonly manifest: Manifest) {
    super();
  }
  read(texts: readonly string[]): Promise<readonly ModelReading[]> {
    if (this.broken) return Promise.reject(new ModelUnusable('topics', []));
    this.asked.push(...texts);
    return Promise.resolve(texts.map((text) => ({ probabilities: {}, tokens: 1, embedding: embed(text) })));
  }
}

function embed(text: string): Float32Array | null {
  const words = text.toLowerCase().split(/[^\p{L}]+/u);
  const sums = TOPICS.map((topic) => words.filter((word) => topic.includes(word)).length);
  const length = Math.hypot(...sums);
  return length > 0 ? Float32Array.from(sums, (sum) => sum / length) : null;
}

const WATER: Claim = {
  id: 'C-7',
  verdict: 'false',
  source: null,
  wordings: [{ language: 'eng', text: 'The water in the tanks was poisoned by strangers' }],
};
const TRUE_ONE: Claim = {
  ...WATER,
  id: 'C-8',
  verdict: 'true',
  wordings: [{ language: 'eng', text: 'school school' }],
};

function installed(change: Partial<Manifest> = {}): InstalledModel {
  const manifest = {
    name: 'topics',
    languages: ['eng', 'swh'],
    outputs: { logits: 'logits', embedding: 'embedding' },
    matching: { suggest: 0.7, decide: 0.9 },
    ...change,
  } as Manifest;
  return { kind: 'installed', name: 'topics', folder: '/nowhere', manifest };
}

const RETOLD = 'Jamani maji ya bloku nne yametiwa sumu na wageni msinywe kabisa leo';
const HALF = 'Maji maji mpaka habari za leo ndugu zangu wote wapendwa sana jamani';

function detectorOf(change: Partial<Manifest> = {}) {
  let model: Topics | undefined;
  const detector = knownClaimsWith([installed(change)], ({ manifest }) => (model = new Topics(manifest)));
  const hear = async (text: string, settings: Record<string, unknown> = {}): Promise<readonly Signal[]> => {
    const groupId = newId<'group'>();
    const groups = new Map([[groupId, aGroup(groupId, { settings: { 'known-claims': settings } })]]);
    const message = await examined(aMessage().saying(text).in(groupId));
    return detector.detect([message], aContext({ groups, claims: [WATER, TRUE_ONE] }), new Map());
  };
  return { detector, hear, model: () => model };
}

describe('a claim in other words', () => {
  it('is found in another language, and the whole message is shown', async () => {
    const [signal] = await detectorOf().hear(`  ${RETOLD}\n`);
    expect(signal).toMatchObject({
      harm: 'misinformation',
      probability: 0.92,
      reason: { key: 'means-false' },
    });
    expect(signal?.reason.params).toEqual({ claim: 'C-7', similarity: 100 });
    expect(signal?.spans).toEqual([{ start: 2, end: 2 + RETOLD.length }]);
  });

  it('is only suggested between the two thresholds', async () => {
    const [signal] = await detectorOf().hear(HALF);
    expect(signal?.probability).toBeCloseTo(0.92 * 0.42, 9);
    expect(signal?.reason.key).toBe('may-mean-false');
  });

  it('is never found in fewer than eight words, nor asked for', async () => {
    const { hear, model } = detectorOf();
    expect(await hear('maji yametiwa sumu')).toEqual([]);
    expect(model()?.asked).toEqual([]);
  });

  it('is not looked for in a group that switched it off', async () => {
    expect(await detectorOf().hear(RETOLD, { byMeaning: false })).toEqual([]);
  });

  it('gives nothing when it is true', async () => {
    expect(await detectorOf().hear('shule shule shule habari za leo ndugu zangu wote')).toEqual([]);
  });

  it('counts for little where it is denied', async () => {
    const [signal] = await detectorOf().hear(
      'It is false that the water was poisoned, poisoned water is a rumour, do not believe it',
    );
    expect(signal?.probability).toBeLessThan(0.2);
  });

  it('is embedded once, in however many copies its library comes', async () => {
    const { hear, model } = detectorOf();
    await hear(RETOLD);
    await hear(HALF);
    expect(model()?.asked.filter((text) => text === WATER.wordings[0]?.text)).toHaveLength(1);
  });
});

describe('without a model that matches meanings', () => {
  it('wordings are compared as before', async () => {
    const { hear, detector } = detectorOf({ outputs: { logits: 'logits', embedding: null } });
    expect(detector.cost).toBe('light');
    expect(await hear(RETOLD)).toEqual([]);
    expect(await hear('Listen: the water in the tanks was poisoned by strangers, they say')).toMatchObject([
      { reason: { key: 'is-false' } },
    ]);
  });

  it('and so they are when its file is broken', async () => {
    const { hear, model } = detectorOf();
    const broken = model();
    if (broken) broken.broken = true;
    expect(await hear('Listen: the water in the tanks was poisoned by strangers, they say')).toHaveLength(1);
    expect(await hear(RETOLD)).toEqual([]);
  });
});
