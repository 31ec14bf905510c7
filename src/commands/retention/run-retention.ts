import type { INestApplicationContext } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { RunRetention, TellRetention } from '../../retention/index.js';
import type { ClassStanding, RetentionRun } from '../../retention/index.js';
import { inOrganisation } from '../installation/in-organisation.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';

const COMMAND_LINE = { kind: 'service', id: 'command-line' } as const;

/** `mlinzi retention preview`: one line for each class, for people and for `grep`. */
export function previewRetention(wanted: string | null, streams: Streams): Promise<ExitCode> {
  return inOrganisation(wanted, streams, async (app: INestApplicationContext, id: OrganisationId) => {
    const standings = await app.get(TellRetention, { strict: false }).preview(id);
    for (const standing of standings) await write(streams.out, `${sayStanding(standing)}\n`);
    const over = standings.reduce((sum, standing) => sum + standing.over, 0);
    await write(
      streams.out,
      over === 0 ? 'Nothing is over.\n' : `${over} rows are over and go with the next run.\n`,
    );
    return 0;
  });
}

/** `mlinzi retention run`. Exit code 2 when another process is at it, or when a class could not be removed. */
export function runRetention(wanted: string | null, { out, err }: Streams): Promise<ExitCode> {
  return inOrganisation(wanted, { out, err }, async (app, id) => {
    const outcome = await app.get(RunRetention, { strict: false }).execute(id, COMMAND_LINE);
    if (outcome.kind === 'under_way') {
      await write(
        err,
        'A run is under way already. Its record will be on the retention page of the console.\n',
      );
      return 2;
    }
    for (const line of sayRun(outcome.run)) await write(out, `${line}\n`);
    if (outcome.run.lines.every(({ failures }) => failures === 0)) return 0;
    await write(err, 'Not everything could be removed; the log says why. The next run tries again.\n');
    return 2;
  });
}

function sayStanding({ class: name, keepDays, rows, over, more, nextAt }: ClassStanding): string {
  const keep = keepDays === null ? 'kept' : `${keepDays} days`;
  const count = more ? `more than ${rows}` : String(rows);
  const next = nextAt ? `, next ${nextAt.toISOString().slice(0, 10)}` : '';
  return `${name.padEnd(18)} ${keep.padEnd(10)} ${count} rows, ${over} over${over > 0 ? '' : next}`;
}

function sayRun({ lines }: RetentionRun): string[] {
  if (lines.length === 0) return ['Nothing was over.'];
  return lines.map(({ class: name, rows, partitions, failures }) => {
    const parts = [`${rows} rows`];
    if (partitions > 0) parts.push(`${partitions} partitions`);

    const failed = failures > 0 ? `, ${failures} failures` : '';
    return `${name.padEnd(18)} ${parts.join(', ')} removed${failed}`;
  });
}
