import fc from 'fast-check';
import { aContext, aGroup, signalsOf } from '../../../../test/factories/examination.js';
import { aMessage } from '../../../../test/factories/message.js';
import { newId } from '../../../kernel/ids.js';
import type { Signal } from '../../../kernel/signal.js';
import { personalData } from './index.js';

const groupId = newId<'group'>();
const context = aContext({
  groups: new Map([[groupId, aGroup(groupId, { regions: ['KE', 'JO'] })]]),
  identities: [
    { id: 'o', kind: 'organisation', names: ['Office'], contacts: ['+254712000999', 'unhcr.org'] },
  ],
});

async function one(text: string, handle = '+254700000001'): Promise<Signal | undefined> {
  const [signal] = await signalsOf(
    personalData,
    [aMessage().in(groupId).from('Amina', handle).saying(text)],
    context,
  );
  return signal;
}

const EXPOSED: readonly (readonly [string, string, string])[] = [
  ['eng', 'her number is 0712345678, call her at night', 'phone-other'],
  ['eng', 'his email is j.doe@example.org', 'email-other'],
  ['eng', 'her case number is 123-45C67890', 'case-number-other'],
  ['eng', 'his passport number is A1234567', 'passport-other'],
  ['eng', 'she lives at house number 12 in zone 3', 'address-other'],
  ['ara', 'رقمها ٠٧٩١٢٣٤٥٦٧ كلموها', 'phone-other'],
  ['ara', 'رقم ملفها 123-45C67890', 'case-number-other'],
  ['fra', 'son numéro est +33 6 12 34 56 78', 'phone-other'],
  ['spa', 'su número es +34 612 34 56 78, llámenla', 'phone-other'],
  ['swh', 'namba yake ni 0712345678, mpigieni', 'phone-other'],
  ['por', 'o número dela é +55 11 91234-5678', 'phone-other'],
  ['som', 'lambarkeeda waa +252 61 5123456', 'phone-other'],
  ['tur', 'onun numarası +90 532 123 45 67', 'phone-other'],
  ['rus', 'её номер +7 912 345-67-89', 'phone-other'],
  ['hin', 'uska number +91 98765 43210 hai', 'phone-other'],
];

const HARMLESS: readonly (readonly [string, string])[] = [
  ['eng', 'Hotline 0800 720 600, toll free'],
  ['eng', 'Call the office on 0712345678'],
  ['eng', 'Write to info@example.org or help@unhcr.org'],
  ['eng', 'Protection desk +254 712 000 999'],
  ['eng', 'We meet on 12/03/2026 at 10:30, budget 1 000 000 shillings'],
  ['eng', 'Between 2024 - 2025 we served 123456789 people'],
  ['eng', 'Final score 3-2, 2026-05-03 18:30:00'],
  ['ara', 'الخط الساخن 0791234567'],
  ['fra', 'Numéro vert du bureau : +33 6 12 34 56 78'],
  ['swh', 'Piga simu ofisini 0712345678'],
  ['eng', 'My order 4111 1111 1111 1112 has not come'],
];

describe('personal data', () => {
  it.each(EXPOSED)(
    'reports what is given away about somebody else (%s): %s',
    async (_language, text, key) => {
      const signal = await one(text);
      expect(signal?.reason.key).toBe(key);
      expect(signal?.probability).toBeGreaterThanOrEqual(0.7);
    },
  );

  it.each(HARMLESS)('leaves public numbers, dates and amounts alone (%s): %s', async (_language, text) => {
    expect((await one(text))?.probability ?? 0).toBeLessThan(0.3);
  });

  it.each([
    ['eng', 'call me on 0712345678'],
    ['ara', 'هذا رقمي 0791234567'],
    ['fra', 'mon numéro est +33 6 12 34 56 78'],
    ['swh', 'namba yangu ni 0712345678'],
    ['spa', 'mi número es +34 612 34 56 78'],
  ])('takes one’s own number in one’s own group lightly (%s): %s', async (_language, text) => {
    expect((await one(text))?.probability).toBeLessThanOrEqual(0.15);
  });

  it('knows the sender’s own number without being told', async () => {
    expect((await one('0712345678', '+254712345678'))?.reason.key).toBe('phone-own');
  });

  it.each([
    ['4111 1111 1111 1111', 'card-unknown'],
    ['DE89 3704 0044 0532 0130 00', 'iban-unknown'],
    ['-1.28333, 36.81667', 'location-unknown'],
    ['https://maps.app.goo.gl/AbCd', 'location-unknown'],
    ['Amina 0712 345 678', 'phone-unknown'],
  ])('finds %s by its form and check digits', async (text, key) => {
    expect((await one(text))?.reason.key).toBe(key);
  });

  it.each(['4111 1111 1111 1112', 'DE89 3704 0044 0532 0130 01', '-91.28333, 36.81667'])(
    'does not take %s for what fails its check',
    async (text) => {
      expect(await one(text)).toBeUndefined();
    },
  );

  it('marks every item and counts them, with the gravest in front', async () => {
    const text = 'her number is 0712345678 and her case number is 123-45C67890';
    const signal = await one(text);
    expect(signal?.spans.map(({ start, end }) => text.slice(start, end))).toEqual([
      '0712345678',
      '123-45C67890',
    ]);
    expect(signal?.reason).toEqual({ key: 'case-number-other', params: { count: 2 } });
  });

  it('warns of a caption about a child under a picture, and of no other picture', async () => {
    const picture = { kind: 'image', name: 'a.jpg', sha256: null } as const;
    const about = (text: string) =>
      signalsOf(personalData, [aMessage().in(groupId).saying(text).carrying(picture)], context);
    expect((await about('this girl is 8 years old, her mother is missing'))[0]?.reason.key).toContain(
      'minor',
    );
    expect(await about('our new school roof')).toEqual([]);
  });

  it('never throws, keeps spans inside the text and lets no digit of it into the reason', async () => {
    const number = fc.stringMatching(/^[+(]?[0-9٠-٩ ().-]{6,24}$/);
    const anything = fc
      .array(
        fc.oneof(fc.string({ unit: 'binary' }), number, fc.constantFrom('her number', 'passport', '@a.org')),
      )
      .map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const signal = await one(text);
        if (!signal) return;
        expect(Object.keys(signal.reason.params)).toEqual(['count']);
        expect(signal.reason.params.count).toBe(signal.spans.length);
        expect(personalData.reasons.en).toHaveProperty([signal.reason.key]);
        for (const { start, end } of signal.spans) expect(start < end && end <= text.length).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('tells every reason in every language of its catalogue', () => {
    const keys = Object.keys(personalData.reasons.en);
    for (const catalogue of Object.values(personalData.reasons)) expect(Object.keys(catalogue)).toEqual(keys);
  });
});
