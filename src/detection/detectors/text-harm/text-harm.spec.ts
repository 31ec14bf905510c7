import { fileURLToPath } from 'node:url';
import { aContext, aGroup, examined, signalsOf } from '../../../../test/factories/examination.js';
import { aMessage } from '../../../../test/factories/message.js';
import type { Harm } from '../../../kernel/harm.js';
import { newId } from '../../../kernel/ids.js';
import type { LabelReading } from '../../detector.js';
import { InlineExaminer } from '../../inline-examiner.js';
import { sigmoid } from '../../model/manifest/calibrate.js';
import { findModels } from '../../model/find-models.js';
import type { InstalledModel } from '../../model/find-models.js';
import type { Manifest } from '../../model/manifest/manifest.js';
import { ModelUnusable } from '../../model/model.errors.js';
import { TextModel } from '../../model/text-model.js';
import type { ModelReading } from '../../model/text-model.js';
import { viewsOf } from '../../text/index.js';
import { textHarmWith } from './text-harm.js';

const [TINY] = findModels([
  fileURLToPath(new URL('../../../../test/fixtures/models', import.meta.url)),
]).filter((model): model is InstalledModel => model.kind === 'installed');
if (!TINY) throw new Error('The tiny model is gone from the fixtures');

/** Finds a scam in "code" and a threat in "burn", three log-odds for each time; counts what it is asked. */
class CountingModel extends TextModel {
  asked: string[] = [];
  constructor(readonly manifest: Manifest) {
    super();
  }
  read(texts: readonly string[]): Promise<readonly ModelReading[]> {
    this.asked.push(...texts);
    const times = (text: string, word: string) => text.split(word).length - 1;
    return Promise.resolve(
      texts.map((text) => ({
        probabilities: {
          hate: 0.01,
          threat: sigmoid(6 * times(text, 'burn') - 3),
          scam: sigmoid(6 * times(text, 'code') - 3),
        },
        embedding: null,
        tokens: 1,
      })),
    );
  }
}

function installed(change: Partial<Manifest> = {}): InstalledModel {
  const manifest = { ...TINY, ...TINY?.manifest, calibration: {}, ...change } as Manifest;
  return { kind: 'installed', name: manifest.name, folder: '/nowhere', manifest };
}

/** The detector with one counting model for each installed one. */
function detectorOf(...models: InstalledModel[]) {
  const opened: CountingModel[] = [];
  const detector = textHarmWith(models, ({ manifest }) => {
    const model = new CountingModel(manifest);
    opened.push(model);
    return model;
  });
  return { detector, opened };
}

/** What is said of texts in `language`. */
async function signalsIn(language: string, detector: ReturnType<typeof textHarmWith>, ...texts: string[]) {
  const batch = await Promise.all(
    texts.map(async (text) => ({
      message: await aMessage().saying(text).admitted(),
      views: viewsOf(text),
      language: { language, confidence: 1, shares: [{ language, share: 1 }], script: 'Latn' },
    })),
  );
  return detector.detect(batch, aContext(), new Map());
}

it('says nothing, declares no language and asks nobody when no model is installed', async () => {
  const { detector } = detectorOf();
  expect(detector.languages).toEqual([]);
  expect(await signalsIn('eng', detector, 'send me the code')).toEqual([]);
});

it("speaks the installed models' languages and carries their versions", () => {
  const { detector } = detectorOf(
    installed({ languages: ['swh', 'eng'] }),
    installed({ name: 'somali', version: '0.3.0', languages: ['som', 'eng'] }),
  );
  expect(detector.languages).toEqual(['eng', 'som', 'swh']);
  expect(detector.version).toBe('1.0.0+tiny@1.0.0+somali@0.3.0');
});

it('signals each harm that reaches its threshold, by the model that found it', async () => {
  const { detector } = detectorOf(installed());
  const signals = await signalsIn('eng', detector, 'send the code or we burn it', 'good morning');
  expect(signals).toMatchObject([
    { harm: 'threat', version: '1.0.0+tiny@1.0.0', reason: { key: 'threat', params: {} } },
    { harm: 'scam', version: '1.0.0+tiny@1.0.0', reason: { key: 'scam', params: {} } },
  ]);
  expect(signals.map(({ probability }) => probability.toFixed(6))).toEqual(['0.952574', '0.952574']);
});

it('raises no signal for a label that is no harm', async () => {
  const { detector } = detectorOf(installed({ labels: ['claim', 'scam', 'spam'] }));
  const signals = await signalsIn('eng', detector, 'send the code');
  expect(signals.map(({ harm }) => harm)).toEqual(['scam']);
});

it('calibrates by language: what is a scam in English may be half of one in Swahili', async () => {
  const { detector } = detectorOf(
    installed({ calibration: { scam: { any: { threshold: 0.4 }, swh: { temperature: 2, bias: -1.5 } } } }),
  );
  const probabilityIn = async (language: string) =>
    (await signalsIn(language, detector, 'the code'))[0]?.probability;
  expect(await probabilityIn('eng')).toBeCloseTo(sigmoid(3), 9);
  expect(await probabilityIn('swh')).toBeCloseTo(0.5, 9);
  expect(await probabilityIn('ara')).toBeCloseTo(sigmoid(3), 9);
});

it('leaves messages alone that are in no language of any model', async () => {
  const { detector, opened } = detectorOf(installed());
  expect(await signalsIn('jpn', detector, 'send me the code')).toEqual([]);
  expect(opened[0]?.asked).toEqual([]);
});

it('gives each message to the first model that is valid for its language', async () => {
  const { detector, opened } = detectorOf(
    installed({ name: 'own', languages: ['som'] }),
    installed({ name: 'shipped', languages: ['eng', 'som'] }),
  );
  await signalsIn('som', detector, 'subax wanaagsan');
  await signalsIn('eng', detector, 'good morning');
  expect(opened.map(({ asked }) => asked)).toEqual([['subax wanaagsan'], ['good morning']]);
});

it('reads a text too short to tell in a language its group declared, and not at all if that is no model’s', async () => {
  const { detector, opened } = detectorOf(installed({ calibration: { scam: { swh: { threshold: 0.99 } } } }));
  const groupId = newId<'group'>();
  const message = aMessage().saying('the code').in(groupId);
  const inGroup = (...languages: string[]) =>
    signalsOf(
      detector,
      [message],
      aContext({ groups: new Map([[groupId, aGroup(groupId, { languages })]]) }),
    );
  expect(await inGroup('swh')).toEqual([]);
  expect(await inGroup()).toHaveLength(1);
  expect(opened[0]?.asked).toHaveLength(2);
  expect(await inGroup('jpn')).toEqual([]);
  expect(opened[0]?.asked).toHaveLength(2);
});

describe('the screen', () => {
  const onlyCodes = { passes: (text: string) => text.includes('code') };

  function screened() {
    const asked: string[] = [];
    const detector = textHarmWith(
      [installed()],
      ({ manifest }) => {
        const model = new CountingModel(manifest);
        model.asked = asked;
        return model;
      },
      () => onlyCodes,
    );
    return { detector, asked };
  }

  it('keeps the encoder from what it need not read', async () => {
    const { detector, asked } = screened();
    expect(await signalsIn('eng', detector, 'the code', 'we burn it')).toMatchObject([{ harm: 'scam' }]);
    expect(asked).toEqual(['the code']);
  });

  it('lets everything pass in a group that switched it off, and what another detector speaks of', async () => {
    const { detector, asked } = screened();
    const [off, on] = [newId<'group'>(), newId<'group'>()];
    const groups = new Map([
      [off, aGroup(off, { settings: { 'text-harm': { screen: false } } })],
      [on, aGroup(on)],
    ]);
    const batch = await Promise.all(
      [off, on, on].map((group, at) => examined(aMessage().saying(`we burn it ${at}`).in(group))),
    );
    const heard = batch[1] && { ...NOTED, messageId: batch[1].message.id };
    const earlier = new Map(heard && [[heard.messageId, [heard]]]);
    await detector.detect(batch, aContext({ groups }), earlier);
    expect(asked).toEqual(['we burn it 0', 'we burn it 1']);
  });

  it('hides nothing from whoever measures, and raises no signal for it', async () => {
    const { detector } = screened();
    const heard: [string, boolean][] = [];
    const batch = await Promise.all(
      ['the code', 'we burn it'].map((text) => examined(aMessage().saying(text))),
    );
    const onReading = (_id: string, labels: readonly LabelReading[], passed: boolean) =>
      heard.push([labels.toSorted((a, b) => b.probability - a.probability)[0]?.label ?? '', passed]);
    const signals = await detector.detect(batch, aContext({ onReading }), new Map());
    expect(heard).toEqual([
      ['scam', true],
      ['threat', false],
    ]);
    expect(signals).toMatchObject([{ harm: 'scam' }]);
  });
});

const NOTED = {
  detector: 'lexicon',
  version: '1',
  harm: 'abuse',
  probability: 0.4,
  spans: [],
  reason: { key: 'insult', params: {} },
} as const;

describe('pointing out', () => {
  async function pointed(text: string): Promise<Partial<Record<Harm, string[]>>> {
    const signals = await signalsIn('eng', detectorOf(installed()).detector, text);
    return Object.fromEntries(
      signals.map(({ harm, spans }) => [harm, spans.map(({ start, end }) => text.slice(start, end))]),
    );
  }

  it('shows for each harm the clause it stands in', async () => {
    expect(await pointed('Good morning all, send me the code.\nIf not: we burn it! Bye')).toEqual({
      scam: ['send me the code.'],
      threat: ['we burn it!'],
    });
  });

  it.each([
    ['one clause', ' send me the code '],
    ['more than 4,000 characters', `${'hello there. '.repeat(400)}send me the code`],
  ])('shows the whole text of %s', async (_, text) => {
    expect(await pointed(text)).toEqual({ scam: [text.trim()] });
  });

  it('joins the clauses of a text of very many, so that twelve readings do', async () => {
    const { detector, opened } = detectorOf(installed());
    const text = `${'one, two. '.repeat(30)}the code!`;
    const [signal] = await signalsIn('eng', detector, text);
    expect(opened[0]?.asked.length).toBeLessThanOrEqual(13);
    expect(text.slice(signal?.spans[0]?.start, signal?.spans[0]?.end)).toMatch(/the code!$/);
  });

  it('costs a batch of nothing but findings no more than 512 further readings', async () => {
    const { detector, opened } = detectorOf(installed());
    const texts = Array.from({ length: 400 }, (_, at) => `hello ${at}, send the code, please`);
    const signals = await signalsIn('eng', detector, ...texts);
    expect(signals).toHaveLength(400);
    expect(signals.every(({ spans }) => spans.length === 1)).toBe(true);
    expect(opened[0]?.asked.length).toBeLessThanOrEqual(400 + 512);
  });

  it('asks nothing further about messages in which nothing was found', async () => {
    const { detector, opened } = detectorOf(installed());
    await signalsIn('eng', detector, 'good morning, all. How are you?');
    expect(opened[0]?.asked).toHaveLength(1);
  });
});

it('fails as a whole when an installed model cannot be used, and says which file', async () => {
  const faults = [{ path: 'manifest.json/labels', message: 'is missing' }];
  const detector = textHarmWith([{ kind: 'unusable', name: 'own', folder: '/nowhere', faults }]);
  await expect(signalsIn('eng', detector, 'hello')).rejects.toThrow(ModelUnusable);
  const message = await aMessage().saying('hello').admitted();
  const { failures } = await new InlineExaminer([detector]).examine([message], aContext());
  expect(failures).toEqual([
    {
      detector: 'text-harm',
      kind: 'threw',
      note: 'The model own cannot be used: manifest.json/labels is missing',
    },
  ]);
});
