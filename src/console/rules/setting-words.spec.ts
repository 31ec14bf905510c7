import { describe, expect, it } from '@jest/globals';
import { DETECTORS } from '../../detection/index.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';
import { settingWords } from './setting-words.js';

const settings = DETECTORS.flatMap(({ id, settings: schema }) =>
  Object.entries(schema).map(([name, { why }]) => ({ detector: id, name, why })),
);

describe('the words of settings', () => {
  it('are their owner’s in English', () => {
    const words = settingWords('en', { detector: 'new', name: 'maxPerHour', why: 'Because.' });
    expect(words).toEqual({ label: 'Max per hour', why: 'Because.' });
  });

  it.each(CONSOLE_LANGUAGES.filter((language) => language !== 'en'))(
    'are in translations/settings.json for every setting in %s',
    (language) => {
      const missing = settings.filter((setting) => settingWords(language, setting).why === setting.why);
      expect(missing.map(({ detector, name }) => `${detector}.${name}`)).toEqual([]);
    },
  );
});
