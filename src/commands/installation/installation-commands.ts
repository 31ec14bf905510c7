import type { Command } from 'commander';
import { ROLES } from '../../kernel/principal.js';
import { readConfig } from '../../platform/config/index.js';
import type { PersonToAdd } from '../user/add-staff.js';
import { examples } from '../options.js';
import { write } from '../outcome.js';
import type { Saying } from '../saying.js';

export function addMigrate(mlinzi: Command, { streams, finish }: Saying): void {
  mlinzi
    .command('migrate')
    .description(
      'Brings the database up to date. `npm start` does so too; this is for those who want it done before.',
    )
    .addHelpText('after', examples(['mlinzi migrate', 'DATABASE_URL=postgres://... mlinzi migrate']))
    .action(async () => {
      const { migrateDatabase } = await import('../../platform/floor.js');
      const ran = await migrateDatabase(readConfig());
      await write(streams.out, ran.length === 0 ? 'The database is up to date.\n' : `${ran.join('\n')}\n`);
      finish(0);
    });
}

export function addUser(mlinzi: Command, { streams, finish }: Saying): void {
  mlinzi
    .command('user')
    .description('People with a login.')
    .command('add')
    .description(
      'Gives a person a login. The password is asked for, or read from the first line of standard input.',
    )
    .requiredOption('--email <address>', 'they sign in with it')
    .requiredOption('--name <name>', 'as colleagues know them')
    .addOption(mlinzi.createOption('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory())
    .option('--programme <id>', 'only in this programme')
    .option('--group <id>', 'only in this group')
    .option('--organisation <id>', 'needed when there are several')
    .option('--language <code>', 'of their console: en or ar', 'en')
    .addHelpText(
      'after',
      examples(['mlinzi user add --email amina@example.org --name Amina --role community_manager']),
    )
    .action(async (person: PersonToAdd) => {
      const { addStaff } = await import('../user/add-staff.js');
      finish(await addStaff(person, streams));
    });
}
