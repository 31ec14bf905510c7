import { describe, expect, it } from '@jest/globals';
import { chooseLanguage, readerOf } from './reader.js';

const AT = new Date('2026-03-02T07:36:00Z');
const NOW = new Date('2026-03-02T08:00:00Z');

describe('a reader', () => {
  it('is told the time where the group is, not where the server is', () => {
    expect(readerOf('en').moment(AT, 'Africa/Nairobi')).toContain('10:36');
    expect(readerOf('en').moment(AT, 'America/Bogota')).toContain('02:36');
  });

  it('reads western digits in Arabic, as in the chats', () => {
    expect(readerOf('ar').date(AT, 'Africa/Nairobi')).toBe('2 مارس 2026');
    expect(readerOf('ar').number(12_345)).toBe('12,345');
  });

  it.each([
    [0, 'this minute'],
    [24 * 60, '24 minutes ago'],
    [3 * 3_600, '3 hours ago'],
    [86_400, 'yesterday'],
    [40 * 86_400, 'last month'],
  ])('hears that %i seconds ago was %s', (seconds, words) => {
    expect(readerOf('en').ago(new Date(NOW.getTime() - seconds * 1000), NOW)).toBe(words);
  });

  it('knows languages by ISO 639-3 and leaves an unknown code as it is', () => {
    expect(readerOf('en').languageName('swa')).toBe('Swahili');
    expect(readerOf('ar').languageName('tir')).toBe('التغرينية');
    expect(readerOf('en').languageName('not a code')).toBe('not a code');
  });
});

describe('the language of a page', () => {
  const nothing = { asked: null, remembered: undefined, staff: undefined, acceptLanguage: undefined };

  it('is the one asked for, then the one chosen on this device, then that of the person, then the browser’s', () => {
    const wishes = { asked: 'ar', remembered: 'en', staff: 'en', acceptLanguage: 'en' };
    expect(chooseLanguage(wishes)).toBe('ar');
    expect(chooseLanguage({ ...wishes, asked: null, remembered: 'ar' })).toBe('ar');
    expect(chooseLanguage({ ...nothing, staff: 'ar', acceptLanguage: 'en' })).toBe('ar');
    expect(chooseLanguage({ ...nothing, acceptLanguage: 'fr-FR, ar-JO;q=0.8, en;q=0.5' })).toBe('ar');
  });

  it('is English when nobody asks for a language we speak', () => {
    expect(chooseLanguage(nothing)).toBe('en');
    expect(chooseLanguage({ ...nothing, asked: '../../etc', acceptLanguage: 'ar;q=0, de' })).toBe('en');
  });
});
