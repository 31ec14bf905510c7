import { expect, it } from '@jest/globals';
import { HARMS } from '../../kernel/harm.js';
import { SCAN_PURPOSES } from '../../kernel/message.js';
import { HARM_PURPOSES, mayLookFor } from './harm-purposes.js';

it('Every harm is looked for under some purpose, and every scan purpose finds some harm', () => {
  for (const harm of HARMS) expect(mayLookFor(harm, SCAN_PURPOSES)).toBe(true);
  for (const purpose of SCAN_PURPOSES) expect(HARMS.some((harm) => mayLookFor(harm, [purpose]))).toBe(true);
});

it('No harm is looked for without one of its purposes', () => {
  for (const harm of HARMS) {
    const others = SCAN_PURPOSES.filter((purpose) => !HARM_PURPOSES[harm].purposes.includes(purpose));
    expect(mayLookFor(harm, others)).toBe(false);
  }
});
