import { DateTime } from 'luxon';

/** `D-3, 08:00` becomes the day three days before today, as the app of a phone there would have written it. */
export function dateChat(template: string, { now, timezone }: { now: Date; timezone: string }): string {
  const today = DateTime.fromJSDate(now, { zone: timezone });
  return template.replace(/^D-(\d)/gm, (_mark, days) =>
    today.minus({ days: Number(days) }).toFormat('dd/MM/yyyy'),
  );
}
