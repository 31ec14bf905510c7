import { makeEverything, onFirstUse } from './on-first-use.js';

describe('what is put off', () => {
  it('is made when first asked for, and once', () => {
    let made = 0;
    const get = onFirstUse(() => ++made);
    expect(made).toBe(0);
    expect([get(), get()]).toEqual([1, 1]);
  });

  it('is made ahead of time when everything is, even if it is nothing', () => {
    let made = 0;
    const get = onFirstUse(() => {
      made++;
      return null;
    });
    makeEverything();
    makeEverything();
    expect(get()).toBeNull();
    expect(made).toBe(1);
  });
});
