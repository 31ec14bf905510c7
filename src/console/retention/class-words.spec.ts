import { dataMap } from '../../retention/index.js';
import { readerOf } from '../words/reader.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';
import { classWords } from './class-words.js';

it.each(CONSOLE_LANGUAGES)('every class of what is kept has a name and a reason in %s', (language) => {
  const reader = readerOf(language);
  const wordless = dataMap().classes.filter(({ id }) => classWords(reader, id).why === '');
  expect(wordless.map(({ id }) => id)).toEqual([]);
});
