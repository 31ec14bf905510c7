import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import type { MemberId } from '../../kernel/ids.js';
import { BystanderMask, MASKED } from './mask-bystanders.js';

const [amina, joseph, absent] = [newId<'member'>(), newId<'member'>(), newId<'member'>()] as [
  MemberId,
  MemberId,
  MemberId,
];
const mask = new BystanderMask(
  [
    { memberId: amina, handle: 'Amina Hassan' },
    { memberId: joseph, handle: 'Joseph (Riverside) O’Neil' },
    { memberId: absent, handle: 'أمينة يوسف' },
    { memberId: absent, handle: '+254 700 000 001' },
    { memberId: absent, handle: 'Jo' },
  ],
  new Map([
    [amina, 'A'],
    [joseph, 'B'],
  ]),
);

describe('What bystanders wrote', () => {
  it.each([
    ['Ask amina, she knows', 'Ask [A], she knows'],
    ['AMINA HASSAN and Joseph agreed', '[A] and [B] agreed'],
    ['Hassan’s brother', '[A]’s brother'],
    ['call +254 700-000.001 now', `call ${MASKED} now`],
    ['اتصلي على ٠٧٠٠٠٠٠٠٠١', `اتصلي على ${MASKED}`],
    ['mail a.b+c@example.org or @amina_h', `mail ${MASKED} or ${MASKED}`],
    [
      'https://wa.me/254700000001 vs https://unhcr-aid.example/claim',
      `${MASKED} vs https://unhcr-aid.example/claim`,
    ],
    ['KES 2,500 at 10:30 on 24/11/2026', 'KES 2,500 at 10:30 on 24/11/2026'],
    ['Joke about josephine', 'Joke about josephine'],
  ])('%s', (text, masked) => {
    expect(mask.mask(text)).toBe(masked);
  });

  it('shows no whole name of a member of the group, whatever it is and wherever it stands', () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ]{3,12}$/);
    const around = fc.constantFrom('', ' ', ', ', '!', '\n', ' 🌍 ', '(', '"');
    fc.assert(
      fc.property(name, around, around, (handle, before, after) => {
        const shown = new BystanderMask([{ memberId: absent, handle }], new Map()).mask(
          before + handle + after,
        );
        expect(shown).toBe(before + MASKED + after);
      }),
    );
  });

  it('shows no number of seven digits or more, however it is written', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 15 });
    const between = fc.constantFrom('', ' ', '-', '.', ') ', '\u00a0');
    fc.assert(
      fc.property(digits, between, (numbers, gap) => {
        expect(mask.mask(`piga ${numbers.join(gap)} leo`)).toBe(`piga ${MASKED} leo`);
      }),
    );
  });
});
