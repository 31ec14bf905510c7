import { Clock } from '../../src/kernel/clock.js';

/** A Monday morning, so that weeks, shifts and office hours begin where readers expect them. */
const START = '2026-03-02T08:00:00.000Z';

/** Time that moves only when told to, in the service and, through `app_now()`, in SQL. */
export class FakeClock extends Clock {
  private time: number;

  constructor(start: string | Date = START) {
    super();
    this.time = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.time);
  }

  set(moment: string | Date): void {
    this.time = new Date(moment).getTime();
  }

  /** Milliseconds, or any of these added up. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 } = by;
    this.time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms;
  }
}
