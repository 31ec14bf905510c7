import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import {
  DETECTORS,
  Explain,
  InMemoryConversations,
  InMemoryNames,
  InMemorySightings,
  InlineExaminer,
} from '../../src/detection/index.js';
import { textHarmWith } from '../../src/detection/detectors/text-harm/text-harm.js';
import type { Detector, Examination, Material } from '../../src/detection/index.js';
import { isHarm } from '../../src/kernel/harm.js';
import { newId } from '../../src/kernel/ids.js';
import type { AdmittedMessage } from '../../src/kernel/message.js';
import { readSettings } from '../../src/kernel/settings.js';
import type { Signal } from '../../src/kernel/signal.js';
import { aMessage } from '../factories/message.js';

const folders = readdirSync(new URL('../../src/detection/detectors', import.meta.url), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function someMaterial(): Material {
  return {
    organisationId: newId<'organisation'>(),
    now: new Date('2026-05-03T10:00:00Z'),
    groups: new Map(),
    identities: [
      { id: 'unhcr', kind: 'organisation', names: ['UNHCR', 'المفوضية'], contacts: ['unhcr.org'] },
    ],
    claims: [],
    sightings: new InMemorySightings(),
    conversations: new InMemoryConversations(),
    names: new InMemoryNames(),
  };
}

/** Texts in which every detector has something to say, and texts nobody would write. */
const TELLING = [
  'Habari, mimi ni afisa wa UNHCR. Lipa ada ya KES 2,500 kwa M-Pesa na unitumie namba ya siri uliyopokea kwa SMS',
  'I am from UNHCR, pay the registration fee today and send me the code you received by SMS http://unhcr-aid.example',
  'Forward to everyone!! A friend at the ministry says the border closes tonight, drink salt water against the virus',
  'أنا من المفوضية، ادفعوا رسوم التسجيل قبل الليلة وأرسلوا رقم الهوية. انشروا قبل الحذف',
  'Her number is +254 712 345 678 and her case number is 123-45C67890, call her husband',
  'these people are cockroaches, we will burn their houses tonight',
];
const NASTY = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  'a\u0301'.repeat(400),
  'ا'.repeat(5000),
  '🙂'.repeat(300),
  '\u202E\u200F\u2066',
  '1'.repeat(3000),
];

async function admit(texts: readonly string[]): Promise<AdmittedMessage[]> {
  return Promise.all(texts.map((text) => aMessage().saying(text).forwarded('many').admitted()));
}

async function examine(
  detector: Detector,
  texts: readonly string[],
): Promise<Examination & { batch: AdmittedMessage[] }> {
  const batch = await admit(texts);
  return { batch, ...(await new InlineExaminer([detector]).examine(batch, someMaterial())) };
}

it('registers every detector folder, in alphabetical order', () => {
  expect(DETECTORS.map(({ id }) => id)).toEqual(folders.toSorted());
});

/** Weights cannot be read in jest's own realm: `text-harm` with real ones is tried in processes of its own. */
const PLAIN = DETECTORS.map((detector) => (detector.id === 'text-harm' ? textHarmWith([]) : detector));

describe.each(PLAIN.map((detector) => [detector.id, detector] as const))('%s', (_, detector) => {
  it('declares harms, languages and settings the house knows', () => {
    expect(detector.harms.filter((harm) => !isHarm(harm))).toEqual([]);
    expect(detector.harms.length).toBeGreaterThan(0);
    if (detector.languages !== 'any')
      for (const code of detector.languages) expect(code).toMatch(/^[a-z]{3}$/);
    expect(readSettings(detector.settings, {}).faults).toEqual([]);
    for (const field of Object.values(detector.settings)) expect(field.why).toMatch(/\w{3}/);
  });

  it('has each of its reasons in English and Arabic, with the same fillings', () => {
    const fillings = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).toSorted();
    const { en, ...others } = detector.reasons;
    for (const [language, words] of Object.entries(others)) {
      for (const [key, text] of Object.entries(words)) {
        expect({ language, key, fillings: fillings(text) }).toEqual({
          language,
          key,
          fillings: fillings(en[key] ?? ''),
        });
      }
    }
    expect(Object.keys(detector.reasons.ar).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  it("says why in words a person has, with spans inside the text and none of the member's words", async () => {
    const { batch, findings, failures } = await examine(detector, [...TELLING, ...NASTY]);
    expect(failures).toEqual([]);
    for (const [i, { signals }] of findings.entries()) {
      const text = batch[i]?.text ?? '';
      for (const signal of signals) expectHonest(detector, signal, text);
    }
  });

  it('never throws, whatever is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 5 }),
        async (texts) => {
          const { failures, findings } = await examine(detector, texts);
          expect(failures).toEqual([]);
          expect(findings).toHaveLength(texts.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('says nothing about harms the basis does not allow to look for', async () => {
    const batch = (await admit(TELLING)).map((message) => ({ ...message, purposes: [] }));
    const { findings } = await new InlineExaminer([detector]).examine(batch, someMaterial());
    expect(findings.flatMap(({ signals }) => signals)).toEqual([]);
  });
});

function expectHonest(detector: Detector, signal: Signal, text: string): void {
  expect(detector.harms).toContain(signal.harm);
  expect(signal.probability >= 0 && signal.probability <= 1).toBe(true);
  for (const { start, end } of signal.spans)
    expect(0 <= start && start < end && end <= text.length).toBe(true);
  expect(Object.keys(detector.reasons.en)).toContain(signal.reason.key);
  expect(new Explain([detector]).reason(detector.id, signal.reason, 'ar')).not.toMatch(/\{\w+\}/);
  const params = Object.values(signal.reason.params).filter((param) => typeof param === 'string');
  expect(params.filter((param) => isQuoted(param, text))).toEqual([]);
}

/** Register names and rule titles are ours and may also stand in the text; five words in a row are the member's. */
function isQuoted(param: string, text: string): boolean {
  return param.split(/\s+/).length >= 5 && text.includes(param);
}
