import { listLanguages, readLists } from './read-lists.js';

describe('the lists', () => {
  const folder = new URL('./lists/', import.meta.url);

  it('serve the languages that their heads alone tell', () => {
    const served = readLists(folder).flatMap(({ language, also }) => [language, ...also]);
    expect(listLanguages(folder)).toEqual([...new Set(served)].sort());
  });
});
