/** Words per slot: the two halves of the key and the value. */
const STRIDE = 3;
const SMALLEST = 64;

/**
 * A map from pairs of integers to integers above zero, packed into one array: a tree of a hundred thousand edges takes
 * two megabytes and no objects. Entries are never removed.
 */
export class PairTable {
  private slots = new Int32Array(SMALLEST * STRIDE);
  private mask = SMALLEST - 1;
  private size = 0;

  /** The value of a pair; 0 when there is none. */
  get(first: number, second: number): number {
    const { slots, mask } = this;
    for (let slot = place(first, second) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * STRIDE;
      const value = slots[at + 2] ?? 0;
      if (value === 0 || (slots[at] === first && slots[at + 1] === second)) return value;
    }
  }

  /** Adds a pair that is not there yet. */
  add(first: number, second: number, value: number): void {
    // Half full at most: probing stays short.
    if (++this.size * 2 > this.mask) this.grow();
    this.put(first, second, value);
  }

  private put(first: number, second: number, value: number): void {
    const { slots, mask } = this;
    let slot = place(first, second) & mask;
    while (slots[slot * STRIDE + 2] !== 0) slot = (slot + 1) & mask;
    slots.set([first, second, value], slot * STRIDE);
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2);
    this.mask = this.mask * 2 + 1;
    for (let at = 0; at < before.length; at += STRIDE) {
      const value = before[at + 2] ?? 0;
      if (value !== 0) this.put(before[at] ?? 0, before[at + 1] ?? 0, value);
    }
  }
}

/** Two odd constants of xxHash: neighbouring pairs are spread over all slots. */
function place(first: number, second: number): number {
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca77);
  return hash ^ (hash >>> 15);
}
