import { newId } from '../../kernel/ids.js';
import type { Sighting } from '../detector.js';
import { InMemorySightings } from './in-memory-sightings.js';

const HOUR = 3_600_000;

function aSighting(sketch: bigint, hour: number): Sighting {
  return {
    messageId: newId<'message'>(),
    groupId: newId<'group'>(),
    memberId: newId<'member'>(),
    at: new Date(hour * HOUR),
    sketch,
  };
}

describe('sightings in memory', () => {
  it('find what differs in at most three bits, oldest first, and nothing farther', async () => {
    const memory = new InMemorySightings();
    const [near, same, far, asked] = [
      aSighting(0b111n, 0),
      aSighting(0n, 1),
      aSighting(0b1111n, 2),
      aSighting(0n, 3),
    ];
    const found = await memory.recall([near, same, far, asked], new Date(0));
    expect(found.get(asked.messageId)).toEqual([near, same]);
  });

  it('forget what was seen before the window', async () => {
    const memory = new InMemorySightings();
    await memory.recall([aSighting(5n, 0), aSighting(5n, 30)], new Date(0));
    const asked = aSighting(5n, 40);
    const found = await memory.recall([asked], new Date(16 * HOUR));
    expect(found.get(asked.messageId)?.map(({ at }) => at.getTime() / HOUR)).toEqual([30]);
  });

  it('remember the same message once', async () => {
    const memory = new InMemorySightings();
    const once = aSighting(9n, 0);
    await memory.recall([once], new Date(0));
    await memory.recall([once], new Date(0));
    const asked = aSighting(9n, 1);
    expect((await memory.recall([asked], new Date(0))).get(asked.messageId)).toEqual([once]);
  });
});
