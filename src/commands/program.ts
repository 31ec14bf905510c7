import { Command } from 'commander';
import { addAudit } from './audit/audit-commands.js';
import { addDemo } from './demo/demo-commands.js';
import { addEvaluate, addInspect, addScan } from './file-commands.js';
import { addMigrate, addUser } from './installation/installation-commands.js';
import { addForget, addRetention } from './retention/retention-commands.js';
import type { Saying } from './saying.js';

/** The whole command line: what can be said, and which file does it. */
export function program(saying: Saying): Command {
  const { out, err } = saying.streams;
  const mlinzi = new Command('mlinzi')
    .description('Trust and safety for communities that live in group chats, on your own machine.')
    .showHelpAfterError('Say --help for what is possible.')
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .exitOverride();
  for (const add of [
    addInspect,
    addScan,
    addEvaluate,
    addMigrate,
    addUser,
    addAudit,
    addDemo,
    addRetention,
    addForget,
  ])
    add(mlinzi, saying);
  return mlinzi;
}
