import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../kernel/app-error.js';
import { errorCode } from '../error-code.js';

interface Holder {
  readonly pid: number;
  /** When the kernel started the process, where it tells: a number reused after a restart is not the same process. */
  readonly started: string | null;
  /** Where it answers, once it does. */
  readonly address: string | null;
}

/** Another process works in this home. */
export class HomeTaken extends AppError {
  constructor(home: string, holder: Holder) {
    const where = holder.address ? `, answering at ${holder.address}` : '';
    super({
      kind: 'conflict',
      code: 'CONFIG.HOME_TAKEN',
      message:
        `Mlinzi already runs in ${home} (process ${holder.pid}${where}). ` +
        'Stop it first, or set MLINZI_HOME to another folder.',
    });
  }
}

/** One service per home. A lock whose process is gone, after a power cut or kill -9, is taken over. */
export class HomeLock {
  private constructor(
    private readonly path: string,
    private readonly holder: Holder,
  ) {}

  /** @throws HomeTaken */
  static async take(home: string): Promise<HomeLock> {
    // Strangers may pass but not list: PostgreSQL under a user of its own lives below.
    await mkdir(home, { recursive: true, mode: 0o711 });
    const path = join(home, 'mlinzi.lock');
    const holder: Holder = { pid: process.pid, started: await startOf(process.pid), address: null };
    for (;;) {
      if (await claim(path, holder)) return new HomeLock(path, holder);
      const text = await readFile(path, 'utf8').catch(() => null);
      if (text === null) continue;
      const other = parse(text);
      if (other && (await stillRuns(other))) throw new HomeTaken(home, other);
      await discard(path, text);
    }
  }

  /** Tells whoever starts second where the first one answers. */
  async announce(address: string): Promise<void> {
    const partial = `${this.path}.${randomUUID()}`;
    await writeFile(partial, JSON.stringify({ ...this.holder, address }));
    await rename(partial, this.path);
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

/** Appears whole or not at all: a lock is never read half-written. */
async function claim(path: string, holder: Holder): Promise<boolean> {
  const partial = `${path}.${randomUUID()}`;
  await writeFile(partial, JSON.stringify(holder), { mode: 0o644 });
  try {
    await link(partial, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(partial, { force: true });
  }
}

/** Removes the dead lock that was read, and puts back a living one that took its place in between. */
async function discard(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => text);
  if (moved !== text) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : null;
  } catch {
    return null;
  }
}

async function stillRuns(holder: Holder): Promise<boolean> {
  if (holder.pid === process.pid) return holder.started === (await startOf(process.pid));
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  return holder.started === null || holder.started === (await startOf(holder.pid));
}

/** Start time in clock ticks since boot: field 22 of /proc/<pid>/stat, counted after the name in parentheses. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const AFTER_NAME = 22 - 3;
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[AFTER_NAME] ?? null;
}
