import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidCursor } from '../review.errors.js';
import { cursorAt, readCursor } from './cursor.js';
import type { StoredFlag } from '../flags/stored-flag.js';

describe('A cursor', () => {
  it('reads back as the flag it was made of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.uuid(),
        (severityRank, createdAt, id) => {
          const flag = { severityRank, createdAt, id } as StoredFlag;
          expect(readCursor(cursorAt(flag))).toEqual({ severityRank, createdAt, id });
        },
      ),
    );
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readCursor(text)).toThrow(InvalidCursor);
      }),
    );
  });
});
