import fc from 'fast-check';
import { aContext, signalsFor } from '../../../../test/factories/examination.js';
import type { Claim } from '../../../kernel/claim.js';
import type { Signal } from '../../../kernel/signal.js';
import { knownClaims } from './index.js';

const CLAIMS: readonly Claim[] = [
  {
    id: 'C-1',
    verdict: 'false',
    source: null,
    wordings: [
      {
        language: 'eng',
        text: 'The water in block 4 was poisoned by the new people, do not drink from the tanks',
      },
      { language: 'ara', text: 'المياه في القطاع الرابع مسمومة لا تشربوا من الخزانات' },
      { language: 'swh', text: 'Maji ya kwenye matangi ya bloku nne yametiwa sumu, msinywe' },
    ],
  },
  {
    id: 'C-2',
    verdict: 'unverified',
    source: null,
    wordings: [
      {
        language: 'eng',
        text: 'The border at the northern crossing will be closed for three months from Monday',
      },
    ],
  },
  {
    id: 'C-3',
    verdict: 'true',
    source: null,
    wordings: [
      {
        language: 'eng',
        text: 'The measles vaccination for children under five starts on Tuesday at the clinic',
      },
    ],
  },
];
const context = aContext({ claims: CLAIMS });

async function one(text: string): Promise<Signal | undefined> {
  const [signal] = await signalsFor(knownClaims, text, context);
  return signal;
}

describe('known claims', () => {
  it.each([
    'The water in block 4 was poisoned by the new people, do not drink from the tanks',
    'PLEASE SHARE!!! the water in block 4 was poisoned by the new people do not drink from the tanks, my aunt told me',
    'The watter in block 4 was poisoned by new people, dont drink from the tanks!!',
    'عاجل: المياه في القطاع الرابع مسمومة لا تشربوا من الخزانات انشروا',
    'Jamani maji ya kwenye matangi ya bloku nne yametiwa sumu, msinywe kabisa',
  ])('decides when a message holds the wording of a false claim: %s', async (text) => {
    const signal = await one(text);
    expect(signal?.reason).toMatchObject({ key: 'is-false', params: { claim: 'C-1' } });
    expect(signal?.probability).toBeGreaterThan(0.85);
  });

  it('only suggests when the wording is free', async () => {
    const signal = await one(
      'People say the tanks of block 4 were poisoned, do not drink the water there my friends',
    );
    expect(signal?.reason.key).toBe('resembles-false');
    expect(signal?.probability).toBeLessThan(0.6);
  });

  it.each([
    'The water tanks in block 4 will be cleaned on Monday',
    'Do not drink from the river, boil the water first',
    'The border office is open from Monday to Friday',
    'Good morning everybody, how are the children?',
  ])('leaves other statements about the same things alone: %s', async (text) => {
    expect((await one(text))?.probability ?? 0).toBeLessThan(0.3);
  });

  it('says nothing about a claim that is true', async () => {
    expect(
      await one('The measles vaccination for children under five starts on Tuesday at the clinic'),
    ).toBeUndefined();
  });

  it('never decides on fewer than eight words', async () => {
    const short = aContext({
      claims: [{ ...CLAIMS[0], wordings: [{ language: 'eng', text: 'Vaccines poison children' }] } as Claim],
    });
    const [signal] = await signalsFor(knownClaims, 'Vaccines poison children', short);
    expect(signal?.reason.key).toBe('resembles-false');
  });

  it.each([
    'This is false: the water in block 4 was poisoned by the new people, do not drink from the tanks',
    'Fake news! "The water in block 4 was poisoned by the new people, do not drink from the tanks"',
    'اشاعة غير صحيحة: المياه في القطاع الرابع مسمومة لا تشربوا من الخزانات',
    'Si kweli: maji ya kwenye matangi ya bloku nne yametiwa sumu, msinywe',
  ])('lets a correction repeat what it corrects: %s', async (text) => {
    expect((await one(text))?.probability).toBeLessThan(0.2);
  });

  it('counts a claim that nobody could confirm for less than a false one', async () => {
    const signal = await one(
      'The border at the northern crossing will be closed for three months from Monday',
    );
    expect(signal?.reason.key).toBe('is-unverified');
    expect(signal?.probability).toBe(0.5);
  });

  it('never throws and names only the claim, whatever the text', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...CLAIMS.flatMap((c) => c.wordings).map((w) => w.text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anything), async (parts) => {
        const text = parts.join(' ');
        const signal = await one(text);
        if (!signal) return;
        expect(['C-1', 'C-2']).toContain(signal.reason.params.claim);
        for (const { start, end } of signal.spans)
          expect(0 <= start && start < end && end <= text.length).toBe(true);
      }),
    );
  });

  it('tells every reason in every language of its catalogue', () => {
    const keys = Object.keys(knownClaims.reasons.en);
    for (const catalogue of Object.values(knownClaims.reasons)) expect(Object.keys(catalogue)).toEqual(keys);
  });
});
