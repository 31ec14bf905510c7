import { inspectExport } from '../channels/index.js';
import type { DateOrder, ExportSummary } from '../channels/index.js';
import { openNamedFile } from './open-named-file.js';
import { write } from './outcome.js';
import type { ExitCode, Streams } from './outcome.js';

export interface InspectOptions {
  readonly json: boolean;
  readonly timezone: string;
  readonly dates?: DateOrder;
}

/** Says what is in each file without reading it for harm. A file that cannot be read never stops the others. */
export async function inspect(
  paths: readonly string[],
  options: InspectOptions,
  { out, err }: Streams,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const path of paths) {
    const named = await openNamedFile(path, {
      timezone: options.timezone,
      ...(options.dates && { dateOrder: options.dates }),
    });
    if (named.kind === 'refused') {
      await write(err, `${named.sentence}\n`);
      code = 2;
      continue;
    }
    try {
      const summary = await inspectExport(named.file.export, named.name);
      await write(out, options.json ? `${JSON.stringify(summary)}\n` : inWords(summary));
    } finally {
      named.file.close();
    }
  }
  return code;
}

function inWords(summary: ExportSummary): string {
  const { messages, system, media, members, quarantined } = summary;
  return [
    `${summary.file}: ${summary.format} (${summary.variant})`,
    `  ${messages} messages by ${members} members, ${media} with media; ${system} lines of the app itself`,
    `  from ${summary.first ?? 'never'} to ${summary.last ?? 'never'}`,
    ...(summary.dateOrder ? [`  dates read as ${summary.dateOrder}, ${howSure(summary.dateOrderSure)}`] : []),
    ...quarantined.slice(0, 10).map(({ line, reason }) => `  line ${line} could not be read: ${reason}`),
    ...(quarantined.length > 10
      ? [`  and ${quarantined.length - 10} more lines that could not be read`]
      : []),
    '',
  ].join('\n');
}

function howSure(sure: number): string {
  if (sure >= 1) return 'for certain';
  return sure >= 0.9 ? 'almost surely' : `${Math.round(sure * 100)} % sure; say --dates if it is wrong`;
}
