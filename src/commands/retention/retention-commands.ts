import type { Command } from 'commander';
import { GROUNDS } from '../../kernel/erasure-ground.js';
import type { Ground } from '../../kernel/erasure-ground.js';
import { examples } from '../options.js';
import type { Saying } from '../saying.js';

interface Which {
  readonly organisation?: string;
}

/** What is kept and how long: looked at, and let go of. */
export function addRetention(mlinzi: Command, { streams, finish }: Saying): void {
  const retention = mlinzi
    .command('retention')
    .description('What is kept and how long: see what is over, and remove it now.');
  retention
    .command('preview')
    .description(
      'Says for every class how much there is, how much of it is over, and when the next is. Removes nothing.',
    )
    .option('--organisation <id>', 'needed when there are several')
    .addHelpText('after', examples(['mlinzi retention preview']))
    .action(async ({ organisation }: Which) => {
      const { previewRetention } = await import('./run-retention.js');
      finish(await previewRetention(organisation ?? null, streams));
    });
  retention
    .command('run')
    .description(
      'Removes what is over, beside a running service or alone. The service does so once a day by itself.',
    )
    .option('--organisation <id>', 'needed when there are several')
    .addHelpText('after', examples(['mlinzi retention run']))
    .action(async ({ organisation }: Which) => {
      const { runRetention } = await import('./run-retention.js');
      finish(await runRetention(organisation ?? null, streams));
    });
}

interface Whom extends Which {
  readonly member: string;
  readonly ground: Ground;
}

/** One member, for good. */
export function addForget(mlinzi: Command, { streams, finish }: Saying): void {
  mlinzi
    .command('forget')
    .description(
      'Forgets one member: destroys their key, words, handle and names, reads every store again, prints a receipt.',
    )
    .requiredOption('--member <id>', 'as a flag or the retention page names them')
    .addOption(mlinzi.createOption('--ground <word>', 'on whose word').choices(GROUNDS).default('own_wish'))
    .option('--organisation <id>', 'needed when there are several')
    .addHelpText('after', examples(['mlinzi forget --member 5f2c1d9e-6a53-4c0e-9a53-0d8f6c1b2a34']))
    .action(async (whom: Whom) => {
      const { forgetMember } = await import('./forget-member.js');
      finish(await forgetMember(whom, streams));
    });
}
