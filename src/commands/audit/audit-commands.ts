import type { Command } from 'commander';
import { examples } from '../options.js';
import type { Saying } from '../saying.js';
import type { Comparison } from './verify-export.js';

/** The log for those who do not want to trust the service: taken out of it, and checked without it. */
export function addAudit(mlinzi: Command, { streams, finish }: Saying): void {
  const audit = mlinzi.command('audit').description('The audit log: export it, verify an export.');
  audit
    .command('export')
    .description('Writes the whole log as JSON Lines to standard output: references only, nobody’s words.')
    .option('--organisation <id>', 'needed when there are several')
    .addHelpText('after', examples(['mlinzi audit export > log.jsonl']))
    .action(async ({ organisation }: { readonly organisation?: string }) => {
      const { exportLog } = await import('./export-log.js');
      finish(await exportLog(organisation ?? null, streams));
    });
  audit
    .command('verify <file>')
    .description(
      'Checks every hash and signature of an exported log and names the first entry that cannot be trusted. ' +
        'Needs no service and no database.',
    )
    .option('--key <key>', 'the key the log must be signed with, as you were given it')
    .option('--known <file>', 'a checkpoint you kept: shows a log rolled back or rewritten since')
    .addHelpText(
      'after',
      examples(['mlinzi audit verify log.jsonl', 'mlinzi audit verify log.jsonl --known checkpoint.txt']),
    )
    .action(async (file: string, comparison: Comparison) => {
      const { verifyExport } = await import('./verify-export.js');
      finish(await verifyExport(file, comparison, streams));
    });
}
