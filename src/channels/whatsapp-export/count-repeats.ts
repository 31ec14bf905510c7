/** Messages overtake each other by a few timestamps; equal ones further apart than this are not looked for. */
const TIMESTAMPS_KEPT = 16;

/** A minute with more different messages than this is a machine's; beyond it ordinals start anew. */
const MESSAGES_KEPT = 20_000;

/**
 * Ordinal of each message among those equal in time, sender and text. It depends on the lines of the same timestamp
 * alone, so an overlapping export that begins anywhere else gives the same numbers.
 */
export class Ordinals {
  private readonly byTime = new Map<number, Map<string, number>>();

  next(instant: number, handle: string, text: string): number {
    const key = `${handle}\u0000${text}`;
    const seen = this.at(instant);
    const ordinal = seen.get(key) ?? 0;
    if (seen.size >= MESSAGES_KEPT) seen.clear();
    seen.set(key, ordinal + 1);
    return ordinal;
  }

  private at(instant: number): Map<string, number> {
    const known = this.byTime.get(instant);
    if (known) return known;
    if (this.byTime.size >= TIMESTAMPS_KEPT) {
      const oldest = this.byTime.keys().next();
      if (!oldest.done) this.byTime.delete(oldest.value);
    }
    const fresh = new Map<string, number>();
    this.byTime.set(instant, fresh);
    return fresh;
  }
}
