import type { Command } from 'commander';
import type { DateOrder } from '../channels/index.js';
import { codesOption, datesOption, examples, timezoneOption } from './options.js';
import type { Saying } from './saying.js';
import type { EvaluateOptions } from './evaluate/evaluate.js';
import { FORMATS } from './scan/results/format-names.js';
import type { ScanOptions } from './scan/scan.js';

// Each command loads what it needs when it is called: `--help` should not wait for detectors.
const FILES = 'WhatsApp .txt or .zip, Telegram result.json, JSON Lines or CSV';

export function addInspect(mlinzi: Command, { streams, finish }: Saying): void {
  mlinzi
    .command('inspect')
    .description('Says what is in exported chats: format, messages, members, dates. Looks for no harm.')
    .argument('<file...>', FILES)
    .option('--json', 'one JSON object a file', false)
    .addOption(timezoneOption())
    .addOption(datesOption())
    .addHelpText(
      'after',
      examples(['mlinzi inspect chat.zip', 'mlinzi inspect *.txt --json --timezone Africa/Nairobi']),
    )
    .action(async (files: string[], options: { json: boolean; timezone: string; dates?: DateOrder }) => {
      const { inspect } = await import('./inspect.js');
      finish(await inspect(files, options, streams));
    });
}

export function addScan(mlinzi: Command, { streams, finish }: Saying): void {
  mlinzi
    .command('scan')
    .description(
      'Shows which messages of exported chats need a human, and why. Needs no server and keeps nothing.',
    )
    .argument('<file...>', FILES)
    .addOption(datesOption())
    .addOption(timezoneOption())
    .option('--all', 'every message, not only those that need a human', false)
    .addOption(codesOption('--languages <codes>', 'languages of the group, most used first, e.g. sw,en'))
    .addOption(
      codesOption('--regions <codes>', 'countries whose local phone numbers are understood, e.g. KE,UG'),
    )
    .option('--rules <file>', 'YAML with settings of detectors, official identities and known claims')
    .option('--reader <language>', 'language in which reasons are told: en, ar, fr, sw or es', 'en')
    .addOption(formatOption(mlinzi))
    .addHelpText(
      'after',
      examples([
        'mlinzi scan chat.zip --timezone Africa/Nairobi --languages sw,en',
        'mlinzi scan chat.txt --format html > report.html',
        'mlinzi scan chat.txt --format json | jq \'select(.level == "critical")\'',
      ]),
    )
    .action(async (files: string[], options: ScanOptions) => {
      const { scan } = await import('./scan/scan.js');
      finish(await scan(files, options, streams));
    });
}

export function addEvaluate(mlinzi: Command, { streams, finish }: Saying): void {
  mlinzi
    .command('eval')
    .description(
      'Measures what is installed on labelled messages: JSON Lines of {"text","lang","labels":{"hate":1,...},"set"}.',
    )
    .option(
      '--file <file>',
      'the labelled messages, or a folder of such files; .gz is unpacked on the way. Without it: the held-out frames of models/corpus',
    )
    .option('--json', 'one JSON object', false)
    .option('--predictions <file>', 'writes what was said of each line, in order')
    .addHelpText(
      'after',
      examples([
        'mlinzi eval',
        'mlinzi eval --file dev.jsonl',
        'mlinzi eval --file dev.jsonl --json --predictions out.jsonl',
      ]),
    )
    .action(async (options: EvaluateOptions) => {
      const { evaluate } = await import('./evaluate/evaluate.js');
      finish(await evaluate(options, streams));
    });
}

function formatOption(mlinzi: Command) {
  return mlinzi
    .createOption('--format <format>', 'a table for people, JSON Lines for programs, one page to print')
    .choices(FORMATS)
    .default('table');
}
