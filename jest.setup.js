import { chmodSync, readFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, kill, pid } from 'node:process';

const PREFIX = 'mlinzi-test-';

/** Gives the run a folder; the first spec that needs PostgreSQL starts it there, so pure specs never wait for one. */
export default function setUp() {
  for (const name of readdirSync(tmpdir())) if (name.startsWith(PREFIX)) removeIfLeft(join(tmpdir(), name));
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL under a user of its own has to pass through when root runs the tests.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'run.pid'), String(pid));
  env.MLINZI_TEST_RUN = folder;
}

/** A run that was killed leaves its server behind; the next run clears it away. */
function removeIfLeft(folder) {
  const runner = numberIn(join(folder, 'run.pid'));
  if (runner === null || signal(runner, 0)) return;
  stopServer(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** Nothing in it is worth a checkpoint. */
export function stopServer(folder) {
  const postmaster = numberIn(join(folder, 'postgres', 'data', 'postmaster.pid'));
  if (postmaster !== null) signal(postmaster, 'SIGQUIT');
}

function numberIn(path) {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

function signal(number, name) {
  try {
    return kill(number, name);
  } catch {
    return false;
  }
}
