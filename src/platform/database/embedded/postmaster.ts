import type { ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseNotUsable } from '../database.errors.js';
import { errorCode } from '../../error-code.js';

/** Replaying the log after a power cut takes seconds per gigabyte of it, and there is at most one. */
const READY_WITHIN_MS = 120_000;

/** A fast shutdown writes a checkpoint; half a minute is a slow disk. */
const STOP_WITHIN_MS = 60_000;

/** Short against a start of some 100 ms. */
const LOOK_EVERY_MS = 20;

/** PostgreSQL writes its pid on the first line of this file, its port on the fourth and its state on the eighth. */
const PORT_LINE = 3;
const STATE_LINE = 7;

async function postmasterLines(data: string): Promise<string[]> {
  return (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
}

/** Resolves when this very process answers connections. */
export async function untilReady(data: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const lines = await postmasterLines(data);
    if (Number(lines[0]) === child.pid && lines[STATE_LINE]?.trim() === 'ready') return;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await pause(LOOK_EVERY_MS);
  }
  throw new DatabaseNotUsable('The embedded PostgreSQL did not become ready.');
}

/** The port of a server that another process of this home runs. */
export async function runningPort(folder: string): Promise<number> {
  const lines = await postmasterLines(join(folder, 'data'));
  if (lines[STATE_LINE]?.trim() === 'ready') return Number(lines[PORT_LINE]);
  throw new DatabaseNotUsable('Mlinzi is just starting or stopping in this home. Try again in a moment.');
}

/** Stops, in order, a server that outlived the service which started it; forgets the traces of a dead one. */
export async function stopOrphan(data: string): Promise<void> {
  const pid = Number((await postmasterLines(data))[0]);
  if (!pid) return;
  if (!(await servesData(pid, data))) {
    // After a restart of the machine or container the number may belong to anybody, and PostgreSQL would not start.
    await rm(join(data, 'postmaster.pid'), { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < STOP_WITHIN_MS; waited += LOOK_EVERY_MS) {
    if (!isAlive(pid)) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new DatabaseNotUsable(
    `A PostgreSQL left from an earlier start (process ${pid}) does not stop. End it, then start again.`,
  );
}

async function servesData(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return commandLine === null || commandLine.split('\0').includes(data);
}

/** Whether a process with this number exists; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
