import { expect, it } from '@jest/globals';
import { asId } from './ids.js';
import { pseudonymOf } from './pseudonym.js';

it('A member has one pseudonym, for ever', () => {
  const member = asId<'member'>('5f2c1d9e-6a53-4c0e-9a53-0d8f6c1b2a34');
  expect(pseudonymOf(member)).toBe(pseudonymOf(member));
  expect(pseudonymOf(member)).toMatch(/^M-[0-9A-HJKMNP-TV-Z]{4}$/);
});

it('The members of a large group rarely share one', () => {
  const members = Array.from({ length: 256 }, (_, index) =>
    asId<'member'>(`00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`),
  );
  expect(new Set(members.map(pseudonymOf)).size).toBeGreaterThan(254);
});
