import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, memoryUsage, stdout } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import 'reflect-metadata';
import { createApp } from '../../src/create-app.js';
import { ReadImport } from '../../src/intake/index.js';
import type { ImportId } from '../../src/kernel/ids.js';
import { Config } from '../../src/platform/config/index.js';
import { openFloor } from '../../src/platform/floor.js';
import { aNeighbourhood } from '../journeys/neighbourhood.js';
import type { Neighbourhood, Rooms } from '../journeys/neighbourhood.js';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** In words, e.g. `>= 3000`; null where there is nothing to hold. */
  readonly target: string | null;
}

export interface Bench {
  /** What was walked, where it came from, how often. */
  readonly data: string;
  readonly method: string;
  run(): Promise<readonly Figure[]>;
}

/** Prints what was measured, on what, and how; one JSON object with `--json`. */
export async function report(bench: Bench): Promise<void> {
  const figures = await bench.run();
  if (argv.includes('--json')) {
    stdout.write(`${JSON.stringify({ figures })}\n`);
    return;
  }
  const [cpu] = cpus();
  const machine = `${cpus().length} x ${cpu?.model.trim() ?? 'unknown'}, Node ${process.version}`;
  stdout.write(`data:    ${bench.data}\nmachine: ${machine}\nmethod:  ${bench.method}\n`);
  for (const { name, value, unit, target } of figures) {
    const held = target === null ? '' : `   (target ${target})`;
    stdout.write(`${name.padEnd(44)} ${value.toLocaleString('en').padStart(12)} ${unit}${held}\n`);
  }
}

export interface Place {
  readonly app: NestExpressApplication;
  readonly rooms: Rooms;
  readonly here: Neighbourhood;
}

/** The service as it is installed, in a home of its own with the embedded PostgreSQL and its real settings. */
export async function inPlace<T>(measure: (place: Place) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'mlinzi-bench-'));
  const config = new Config({
    MLINZI_HOME: home,
    MLINZI_LOG_LEVEL: 'error',
    MLINZI_WORKERS_IN_PROCESS: 'false',
  });
  const floor = await openFloor(config, 'service');
  try {
    const app = await createApp(floor);
    await app.listen(0, '127.0.0.1');
    const here = await aNeighbourhood(app, () => floor.clock.now());
    const measured = await measure({ app, rooms: app, here });
    await app.close();
    return measured;
  } finally {
    await floor.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** Resolves when every one of these imports is walked to its end. */
export async function finished(rooms: Rooms, here: Neighbourhood, ids: readonly ImportId[]): Promise<void> {
  for (const id of ids) {
    for (;;) {
      const { finishedAt, dead } = await rooms.get(ReadImport).execute(here.founder, id);
      if (dead > 0) throw new Error('Deliveries of the bench failed for good');
      if (finishedAt) break;
      await pause(20);
    }
  }
}

/** The largest resident memory while something runs, in megabytes. */
export async function peakMegabytes(run: () => Promise<void>): Promise<number> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, memoryUsage.rss());
  }, 50);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
  return Math.round(peak / 1024 / 1024);
}

export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
