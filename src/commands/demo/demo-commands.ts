import type { Command } from 'commander';
import { examples } from '../options.js';
import type { Saying } from '../saying.js';

export function addDemo(mlinzi: Command, { streams, finish }: Saying): void {
  const demo = mlinzi
    .command('demo')
    .description(
      'An invented programme to look around in: apart from your own organisation, removed in one step.',
    );
  demo
    .command('fill')
    .description(
      'Fills it: three groups, a colleague for every role, a week of messages. Says how to sign in, once.',
    )
    .addHelpText('after', examples(['mlinzi demo fill']))
    .action(async () => {
      const { fillDemo } = await import('./fill-and-remove.js');
      finish(await fillDemo(streams));
    });
  demo
    .command('remove')
    .description('Removes it: every row and every key of it.')
    .addHelpText('after', examples(['mlinzi demo remove']))
    .action(async () => {
      const { removeDemo } = await import('./fill-and-remove.js');
      finish(await removeDemo(streams));
    });
}
