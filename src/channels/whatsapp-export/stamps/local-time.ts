import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A group's life of 20 years is about 7,300 days; beyond that the table starts anew. */
const MOST_DAYS = 20_000;

/**
 * Turns wall-clock times of one zone into instants. Asking the zone costs microseconds, so the offset is kept per
 * day; only days on which the clock is changed are asked per time.
 */
export class LocalTime {
  private readonly zone: IANAZone;
  /** Local day number -> offset in milliseconds, or null on days with a change. */
  private readonly days = new Map<number, number | null>();

  constructor(timezone: string) {
    this.zone = IANAZone.create(timezone);
    if (!this.zone.isValid) throw new RangeError('Not an IANA time zone');
  }

  /**
   * `local` is the wall-clock time as if it were UTC. A time that the clock skips moves forward by the length of the
   * gap; of a time that comes twice, the first is meant, because only that does not depend on the lines around it.
   */
  instantOf(local: number): number {
    const day = Math.floor(local / DAY);
    let offset = this.days.get(day);
    if (offset === undefined) {
      offset = this.offsetOfDay(day);
      if (this.days.size >= MOST_DAYS) this.days.clear();
      this.days.set(day, offset);
    }
    return offset === null ? this.nearChange(local) : local - offset;
  }

  private offsetOfDay(day: number): number | null {
    const before = this.offsetAt((day - 1) * DAY);
    return before === this.offsetAt((day + 2) * DAY) ? before : null;
  }

  private nearChange(local: number): number {
    const earlier = this.offsetAt(local - DAY);
    const first = local - earlier;
    if (this.offsetAt(first) === earlier) return first;
    const later = this.offsetAt(local + DAY);
    const second = local - later;
    return this.offsetAt(second) === later ? second : first;
  }

  private offsetAt(instant: number): number {
    return this.zone.offset(instant) * MINUTE;
  }
}
