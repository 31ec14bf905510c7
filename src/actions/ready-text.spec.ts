import { describe, expect, it } from '@jest/globals';
import { EXPORT_CHANNEL_KINDS, capabilitiesOf, WEBHOOK_CHANNELS } from '../channels/index.js';
import { ACTION_KINDS } from './action.js';
import { wayOf } from './capability.js';
import { TEXT_LANGUAGES, readyText } from './ready-text.js';

const place = {
  group: 'Riverside_Savings_Group2',
  languages: ['tir', 'swa', 'eng'],
  timezone: 'Africa/Nairobi',
  sentAt: new Date('2026-03-02T09:31:00Z'),
};
const ISO = {
  am: 'amh',
  ar: 'ara',
  en: 'eng',
  es: 'spa',
  fa: 'pes',
  fr: 'fra',
  hi: 'hin',
  pt: 'por',
} as const;
const MORE = { ru: 'rus', so: 'som', sw: 'swh', tr: 'tur', ur: 'urd' } as const;
const CODES: Readonly<Record<string, string>> = { ...ISO, ...MORE };

describe('A ready text', () => {
  it('is in the first of the group’s languages that has one, and says so when none has', () => {
    expect(readyText('delete_message', place)).toMatchObject({ language: 'sw', isTheirs: true });
    expect(readyText('warn', { ...place, languages: ['tir'] })).toMatchObject({
      language: 'en',
      isTheirs: false,
    });
  });

  it.each(TEXT_LANGUAGES.flatMap((language) => ACTION_KINDS.map((kind) => [language, kind] as const)))(
    'in %s for %s names the group and the time as people there would find it, and leaves no place empty',
    (language, kind) => {
      const { text, isTheirs } = readyText(kind, { ...place, languages: [CODES[language] ?? ''] });
      expect(isTheirs).toBe(true);
      expect(text).toContain(place.group);
      expect(text).toContain('12:31');
      expect(text).not.toMatch(/[{}]/);
      expect(text.length).toBeGreaterThan(80);
    },
  );
});

describe('What a channel can do', () => {
  it('is nothing by itself, on every channel that ships: a person is asked each time', () => {
    const kinds = [...EXPORT_CHANNEL_KINDS, ...WEBHOOK_CHANNELS.map(({ kind }) => kind)];
    expect(kinds.length).toBeGreaterThan(3);
    for (const kind of kinds) for (const action of ACTION_KINDS) expect(wayOf(action, kind)).toBe('person');
  });

  it('is nothing on a channel that is no longer installed', () => {
    expect(capabilitiesOf('gone')).toEqual({ deleteMessage: false, removeMember: false, reply: false });
  });
});
