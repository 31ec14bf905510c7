import { DateTime } from 'luxon';

/**
 * Reads ISO 8601 times without an offset as the wall clock of `timezone`; those with an offset as they say. Answers
 * null for what is no date. Offsets are remembered per hour, because a lookup in the zone database costs 20 us.
 */
export function localInstant(timezone: string): (local: string) => Date | null {
  let hour = '';
  let offset = 0;
  return (local) => {
    const wall = WALL_CLOCK.exec(local);
    if (!wall) return orNull(DateTime.fromISO(local, { zone: timezone }));
    const asUtc = Date.parse(`${wall[1] ?? ''}T${wall[2] ?? ''}:${wall[3] ?? ''}Z`);
    if (Number.isNaN(asUtc)) return null;
    const thisHour = local.slice(0, 13);
    if (thisHour !== hour) {
      const there = DateTime.fromISO(local.replace(' ', 'T'), { zone: timezone });
      if (!there.isValid) return null;
      hour = thisHour;
      offset = asUtc - there.toMillis();
    }
    return new Date(asUtc - offset);
  };
}

const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2}:\d{2}(?:\.\d+)?)$/;

function orNull(time: DateTime): Date | null {
  return time.isValid ? time.toJSDate() : null;
}
