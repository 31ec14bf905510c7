import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;
const PATIENCE_MS = 15_000;

/** Waits for what another part of the service does on its own; throws when it does not. Real workers need more patience. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  patienceMs: number = PATIENCE_MS,
): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += LOOK_EVERY_MS) {
    if (await isSo()) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error('It did not come to be in time');
}
