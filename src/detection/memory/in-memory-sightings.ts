import { randomBytes } from 'node:crypto';
import type { MessageId } from '../../kernel/ids.js';
import type { Sighting, SightingMemory } from '../detector.js';
import { NEAR, bandsOf, sketchDistance } from './bands.js';

/** Sketches kept at most, should a window hold more: about half a kilobyte each, so some 50 MB. */
const MOST_SIGHTINGS = 100_000;

/** Remembers sketches for the length of one command. The key dies with the process, and with it their meaning. */
export class InMemorySightings implements SightingMemory {
  readonly key = randomBytes(32);
  private readonly bands = [0, 1, 2, 3].map(() => new Map<number, Sighting[]>());
  private readonly known = new Set<MessageId>();
  private readonly inOrder: Sighting[] = [];

  recall(sightings: readonly Sighting[], since: Date): Promise<ReadonlyMap<MessageId, readonly Sighting[]>> {
    const found = new Map<MessageId, readonly Sighting[]>();
    this.forget(since);
    for (const sighting of sightings) {
      const earlier = this.near(sighting, since);
      if (earlier.length > 0) found.set(sighting.messageId, earlier);
      this.remember(sighting);
    }
    return Promise.resolve(found);
  }

  private near(sighting: Sighting, since: Date): Sighting[] {
    const candidates = new Map<MessageId, Sighting>();
    bandsOf(sighting.sketch).forEach((band, i) => {
      for (const other of this.bands[i]?.get(band) ?? []) candidates.set(other.messageId, other);
    });
    candidates.delete(sighting.messageId);
    return [...candidates.values()]
      .filter(({ at, sketch }) => at >= since && sketchDistance(sketch, sighting.sketch) <= NEAR)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }

  private remember(sighting: Sighting): void {
    if (this.known.size >= MOST_SIGHTINGS || this.known.has(sighting.messageId)) return;
    this.known.add(sighting.messageId);
    this.inOrder.push(sighting);
    bandsOf(sighting.sketch).forEach((band, i) => {
      const others = this.bands[i]?.get(band);
      if (others) others.push(sighting);
      else this.bands[i]?.set(band, [sighting]);
    });
  }

  /** Nobody asks again for what was seen before the window: a chat of years needs the memory of a day. */
  private forget(before: Date): void {
    const kept = this.inOrder.findIndex(({ at }) => at >= before);
    const stale = this.inOrder.splice(0, kept < 0 ? this.inOrder.length : kept);
    for (const sighting of stale) {
      this.known.delete(sighting.messageId);
      bandsOf(sighting.sketch).forEach((band, i) => {
        const rest = this.bands[i]?.get(band)?.filter((other) => other !== sighting) ?? [];
        if (rest.length > 0) this.bands[i]?.set(band, rest);
        else this.bands[i]?.delete(band);
      });
    }
  }
}
