import { describe, expect, it } from '@jest/globals';
import { Passwords, weaknessOf } from './passwords.js';

describe('A password', () => {
  it.each([
    ['eleven char', 'too-short'],
    ['x'.repeat(129), 'too-long'],
    ['abababababababab', 'guessable'],
    ['zawadi-zawadi-2026', 'guessable'],
  ])('%s is refused as %s', (password, problem) => {
    expect(weaknessOf(password, ['Zawadi'])?.details.problem).toBe(problem);
  });

  it('of four plain words in any script will do', () => {
    expect(weaknessOf('maji ya kunywa safi', ['zawadi'])).toBeNull();
    expect(weaknessOf('ماء نظيف للشرب هنا', ['zawadi'])).toBeNull();
  });

  it('matches its own hash and no other, and nothing matches a missing hash', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('maji ya kunywa safi');
    expect(await passwords.matches(hash, 'maji ya kunywa safi')).toBe(true);
    expect(await passwords.matches(hash, 'maji ya kunywa  safi')).toBe(false);
    expect(await passwords.matches(null, 'maji ya kunywa safi')).toBe(false);
  });
});
