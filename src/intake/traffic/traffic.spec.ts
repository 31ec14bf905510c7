import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GroupId } from '../../kernel/ids.js';
import { MOST_ATTEMPTS, backoffSeconds } from './backoff.js';
import { BATCH_MESSAGES, chooseHead } from './choose-head.js';
import type { Waiting } from './choose-head.js';
import { LANES, laneOf } from './lane-of.js';

function waiting(id: string, change: Partial<Waiting> = {}): Waiting {
  return { id, group_id: 'a', messages: 1, attempts: 0, due: true, ...change };
}

const chosen = (...rows: Waiting[]) => chooseHead(rows).map(({ id }) => id);

describe('the next batch of a lane', () => {
  it('is its head, in order, up to the size of a batch', () => {
    expect(chosen(waiting('1'), waiting('2', { messages: BATCH_MESSAGES - 1 }), waiting('3'))).toEqual([
      '1',
      '2',
    ]);
    expect(chosen(waiting('1', { messages: 5_000 }), waiting('2'))).toEqual(['1']);
  });

  it('leaves out a group whose turn has not come, and nothing but that group', () => {
    expect(chosen(waiting('1', { due: false }), waiting('2'), waiting('3', { group_id: 'b' }))).toEqual([
      '3',
    ]);
  });

  it('is a single delivery when it failed before, so that it fails alone', () => {
    expect(chosen(waiting('1', { attempts: 1 }), waiting('2'))).toEqual(['1']);
    expect(chosen(waiting('1', { group_id: 'b' }), waiting('2', { attempts: 1 }), waiting('3'))).toEqual([
      '1',
    ]);
  });

  it('never puts a delivery before an earlier one of its group, whatever waits', () => {
    const rows = fc.array(
      fc.record({
        group_id: fc.constantFrom('a', 'b', 'c'),
        messages: fc.integer({ min: 0, max: 400 }),
        attempts: fc.integer({ min: 0, max: 2 }),
        due: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(rows, (made) => {
        const all = made.map((row, place) => ({ ...row, id: String(place) }));
        const taken = new Set(chooseHead(all).map(({ id }) => id));
        for (const group of ['a', 'b', 'c']) {
          const mine = all.filter(({ group_id }) => group_id === group).map(({ id }) => taken.has(id));
          const first = mine.indexOf(false);
          if (first >= 0) expect(mine.slice(first)).not.toContain(true);
        }
      }),
    );
  });
});

describe('a delivery that fails again and again', () => {
  it('comes back later each time, never together with all the others, and stays away after about two minutes', () => {
    const latest = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, n) => backoffSeconds(n + 1, 1));
    expect(latest).toEqual([1, 2, 4, 8, 16, 32, 60]);
    expect(backoffSeconds(3, 0)).toBe(2);
    expect(latest.reduce((sum, seconds) => sum + seconds)).toBe(123);
  });
});

describe('a group', () => {
  it('always has the same lane, and a thousand groups use every lane', () => {
    const groups = Array.from(
      { length: 1_000 },
      (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    );
    const lanes = groups.map((group) => laneOf(group as GroupId));
    expect(groups.map((group) => laneOf(group as GroupId))).toEqual(lanes);
    expect(new Set(lanes).size).toBe(LANES);
  });
});
