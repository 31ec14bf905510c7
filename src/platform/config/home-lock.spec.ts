import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { HomeLock, HomeTaken } from './home-lock.js';

const root = await mkdtemp(join(tmpdir(), 'mlinzi-lock-'));
afterAll(() => rm(root, { recursive: true }));

const aHome = () => mkdtemp(join(root, 'home-'));
const lockOf = (home: string) => join(home, 'mlinzi.lock');

/** A number that belonged to a process a moment ago. */
async function aDeadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('The lock of a home', () => {
  it('is held by one, and tells the other who and where', async () => {
    const home = await aHome();
    const lock = await HomeLock.take(home);
    await lock.announce('http://127.0.0.1:3000');
    const second = HomeLock.take(home);
    await expect(second).rejects.toThrow(HomeTaken);
    await expect(second).rejects.toThrow(`process ${process.pid}, answering at http://127.0.0.1:3000`);
  });

  it('can be taken again once it was released', async () => {
    const home = await aHome();
    await (await HomeLock.take(home)).release();
    await expect(HomeLock.take(home)).resolves.toBeDefined();
  });

  it('is taken over from a process that is gone', async () => {
    const home = await aHome();
    await writeFile(
      lockOf(home),
      JSON.stringify({ pid: await aDeadProcess(), started: null, address: null }),
    );
    await expect(HomeLock.take(home)).resolves.toBeDefined();
  });

  it('is taken over when its number now belongs to another process', async () => {
    const home = await aHome();
    const before = JSON.stringify({ pid: process.pid, started: '1', address: null });
    await writeFile(lockOf(home), before);
    await expect(HomeLock.take(home)).resolves.toBeDefined();
    expect(await readFile(lockOf(home), 'utf8')).not.toBe(before);
  });

  it.each(['', '{', '{"pid":-1}', '{"pid":"x"}', 'null'])(
    'is taken over when it says nothing: %j',
    async (text) => {
      const home = await aHome();
      await writeFile(lockOf(home), text);
      await expect(HomeLock.take(home)).resolves.toBeDefined();
    },
  );

  it('goes to exactly one of many that ask at once, over a dead one', async () => {
    const home = await aHome();
    await writeFile(
      lockOf(home),
      JSON.stringify({ pid: await aDeadProcess(), started: null, address: null }),
    );
    const takers = await Promise.allSettled(Array.from({ length: 20 }, () => HomeLock.take(home)));
    expect(takers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(home)).toEqual(['mlinzi.lock']);
  });
});
