import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runFolder } from './run.js';

/** Short against the second or more that any of these works takes. */
const LOOK_EVERY_MS = 20;

/** Does a work once in a run of many workers: the first one does it, the others wait for what came of it. */
export async function once<T>(name: string, work: () => Promise<T>): Promise<T> {
  const folder = join(runFolder(), 'once');
  await mkdir(folder, { recursive: true });
  const outcome = join(folder, `${name}.json`);
  const isFirst = await mkdir(join(folder, name)).then(
    () => true,
    () => false,
  );
  if (isFirst) await write(outcome, await settle(work));
  return waitFor<T>(outcome);
}

type Outcome<T> = { readonly value: T } | { readonly error: string };

async function settle<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function write(path: string, outcome: unknown): Promise<void> {
  await writeFile(`${path}.partial`, JSON.stringify(outcome));
  await rename(`${path}.partial`, path);
}

async function waitFor<T>(path: string): Promise<T> {
  for (;;) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) {
      await pause(LOOK_EVERY_MS);
      continue;
    }
    const outcome = JSON.parse(text) as Outcome<T>;
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome.value;
  }
}
