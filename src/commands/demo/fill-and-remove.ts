import { COLLEAGUES, FillDemo, RemoveDemo } from '../../demo/index.js';
import { withService } from '../installation/with-service.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';

/** `mlinzi demo fill`: works beside a running service, and alone where none runs. */
export async function fillDemo({ out, err }: Streams): Promise<ExitCode> {
  await write(err, 'An invented week is written and walked; this takes a few seconds.\n');
  const filled = await withService((app) => app.get(FillDemo, { strict: false }).execute());
  if (filled.kind === 'refused') {
    await write(
      err,
      'The demo is filled already. For a new passphrase remove it first: mlinzi demo remove\n',
    );
    return 2;
  }
  const people = COLLEAGUES.map(({ email, role }) => `  ${email.padEnd(28)}${role.replaceAll('_', ' ')}`);
  await write(out, `The demo is there. Sign in as one of\n\n${people.join('\n')}\n\n`);
  await write(out, `with this passphrase, which is shown only now:\n\n  ${filled.passphrase}\n\n`);
  await write(out, 'All of it is invented. Remove it with: mlinzi demo remove\n');
  return 0;
}

/** `mlinzi demo remove`: nothing of the demo is left, in the database or among the keys. */
export async function removeDemo({ out, err }: Streams): Promise<ExitCode> {
  const removed = await withService((app) => app.get(RemoveDemo, { strict: false }).execute());
  if (removed.kind === 'refused') {
    await write(err, 'There is no demo here.\n');
    return 2;
  }
  await write(out, `The demo is gone: ${removed.rows} rows and every key of it.\n`);
  return 0;
}
