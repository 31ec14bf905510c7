import { readYear } from './calendars.js';

/** Phones stopped leaving out the year in 2015, so 2014 is the last year a file without any other trace may end in. */
const LAST_YEAR_WITHOUT = 2014;

/** Media are named after the day they were sent: `IMG-20130828-WA0001.jpg`. */
const DATED_FILE = /-(20[0-3]\d)(?:0[1-9]|1[0-2])[0-3]\d-WA\d/;

/**
 * Finds the year of the first entry when timestamps have none. The months seen on the way to the first known year (of
 * a dated line or of a media file's name) tell how often the year turned.
 */
export class YearFinder {
  private readonly monthsBefore: (string | number)[] = [];
  private known: number | null = null;

  seeWithout(month: string | number): void {
    if (this.known === null && this.monthsBefore.at(-1) !== month) this.monthsBefore.push(month);
  }

  seeYear(shown: number): void {
    this.known ??= readYear(shown, null).year;
  }

  /** Only files that begin without a year look for it in texts. */
  seeText(body: string): void {
    if (this.known !== null || this.monthsBefore.length === 0) return;
    const match = DATED_FILE.exec(body);
    if (match) this.known = Number(match[1]);
  }

  firstYear(months: ReadonlyMap<string, number>): number {
    let turns = 0;
    let before = 0;
    for (const month of this.monthsBefore) {
      const at = typeof month === 'number' ? month : (months.get(month) ?? 0);
      // From December to January, or back by more than late delivery explains.
      if (at + 1 < before) turns += 1;
      before = at;
    }
    return (this.known ?? LAST_YEAR_WITHOUT) - turns;
  }
}
