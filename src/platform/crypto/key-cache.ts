import type { KeyObject } from 'node:crypto';

type CachedKey = KeyObject | 'destroyed';

/** Half of the minute in which other processes must stop reading a destroyed key. */
const LIVES_MS = 30_000;

/** A burst over many groups meets some 10,000 members; twice that is about 10 MB. */
const CAPACITY = 20_000;

/** Unwrapped keys of late; the least recently used give way. Time is monotonic: a wall clock set back keeps nothing alive. */
export class KeyCache {
  private readonly entries = new Map<string, { readonly key: CachedKey; readonly until: number }>();

  constructor(
    private readonly monotonic: () => number = () => performance.now(),
    private readonly capacity: number = CAPACITY,
  ) {}

  get(name: string): CachedKey | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    this.entries.delete(name);
    if (entry.until <= this.monotonic()) return undefined;
    this.entries.set(name, entry);
    return entry.key;
  }

  put(name: string, key: CachedKey): void {
    this.entries.delete(name);
    this.entries.set(name, { key, until: this.monotonic() + LIVES_MS });
    if (this.entries.size <= this.capacity) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }

  forget(name: string): void {
    this.entries.delete(name);
  }

  /** Whatever begins so. */
  forgetAll(beginning: string): void {
    for (const name of this.entries.keys()) if (name.startsWith(beginning)) this.entries.delete(name);
  }
}
