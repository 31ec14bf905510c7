/** Minutes of the day from which to which a group wants quiet; an end before the start is the next morning. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const HOUR = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** Null when either end is missing or no time of day: half a rule is no rule. */
export function readQuietHours(from: string, to: string): QuietHours | null {
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  return start === null || end === null || start === end ? null : { from: start, to: end };
}

function minuteOfDay(time: string): number | null {
  const match = HOUR.exec(time.trim());
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

export function isQuiet(minute: number, { from, to }: QuietHours): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** Zones change their offset at whole quarters of an hour at the earliest, so one look per quarter is exact. */
const QUARTER = 15 * 60_000;
const DAY_MINUTES = 24 * 60;
/** A year of one group's quarters; past it the oldest thing to do is to begin again. */
const MOST_REMEMBERED = 35_040;

/** Tells the local minute of the day; asks Intl once per zone and quarter of an hour, because asking is slow. */
export class LocalTime {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();
  private readonly quarters = new Map<string, number>();

  /** Minutes since local midnight, 0..1439. An unknown zone is read as UTC. */
  minuteOfDay(at: Date, timezone: string): number {
    const time = at.getTime();
    const quarter = Math.floor(time / QUARTER);
    const key = `${timezone} ${quarter}`;
    let minute = this.quarters.get(key);
    if (minute === undefined) {
      if (this.quarters.size >= MOST_REMEMBERED) this.quarters.clear();
      minute = this.ask(new Date(quarter * QUARTER), timezone);
      this.quarters.set(key, minute);
    }
    return (minute + Math.floor((time - quarter * QUARTER) / 60_000)) % DAY_MINUTES;
  }

  private ask(at: Date, timezone: string): number {
    const parts = this.formatOf(timezone).formatToParts(at);
    const numberOf = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
    return numberOf('hour') * 60 + numberOf('minute');
  }

  private formatOf(timezone: string): Intl.DateTimeFormat {
    const known = this.formats.get(timezone);
    if (known) return known;
    const made = formatIn(timezone);
    this.formats.set(timezone, made);
    return made;
  }
}

function formatIn(timezone: string): Intl.DateTimeFormat {
  const options = { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: timezone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}
