import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createEmpty, drop, testServer, urlOf, withClient } from '../harness/postgres.js';
import { built, processesIn, start } from '../harness/processes.js';
import type { ServiceProcess } from '../harness/processes.js';
import { aHome } from '../harness/vault.js';

/** Whole processes with whole databases: seconds each on an idle machine, many times that on a busy one. */
const PATIENCE_MS = 180_000;

jest.setTimeout(PATIENCE_MS);
beforeAll(built, PATIENCE_MS);

const started: ServiceProcess[] = [];

async function startIn(home: string, more: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
  const service = await start('main', { MLINZI_HOME: home, MLINZI_LOG_LEVEL: 'error', ...more });
  started.push(service);
  return service;
}

afterEach(async () => {
  for (const service of started.splice(0)) await stop(service, 'SIGTERM');
});

async function stop(service: ServiceProcess, signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
  service.child.kill(signal);
  return service.ended();
}

async function readiness(address: string): Promise<{ status: number; body: { state: string } }> {
  const response = await fetch(`${address}/health/ready`);
  return { status: response.status, body: (await response.json()) as { state: string } };
}

describe('A first start with nothing but a folder', () => {
  it('answers, refuses a second start beside it, and leaves no process behind when it is stopped', async () => {
    const home = await aHome();
    const first = await startIn(home);
    const address = await first.address();
    expect(await readiness(address)).toMatchObject({ status: 200, body: { state: 'up' } });
    expect((await processesIn(home)).length).toBeGreaterThan(0);

    const second = await startIn(home);
    expect(await second.ended()).toBe(2);
    expect(second.said.out).toBe('');
    expect(second.said.err).toContain(
      `Mlinzi already runs in ${home} (process ${first.child.pid}, answering at ${address})`,
    );

    expect(await stop(first, 'SIGTERM')).toBe(0);
    expect(await processesIn(home)).toEqual([]);
    await expect(stat(join(home, 'mlinzi.lock'))).rejects.toThrow('ENOENT');
  });

  it('writes one line where a script can read it', async () => {
    const service = await startIn(await aHome());
    const address = await service.address();
    expect(service.said.out.split('\n')[0]).toBe(`Mlinzi answers at ${address}`);
  });

  it('says once where the first organisation is opened', async () => {
    const service = await startIn(await aHome());
    const link = /Set it up within 15 minutes: (\S+)/.exec(await service.saidTo(/15 minutes/))?.[1] ?? '';
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup\?token=[\w-]{43}$/);
    expect((await fetch(link)).status).toBe(200);
  });
});

describe('A service that was killed', () => {
  it('starts again on the same folder, over the database it left running, with everything it had', async () => {
    const home = await aHome();
    const first = await startIn(home);
    await first.address();
    expect(await stop(first, 'SIGKILL')).toBe('SIGKILL');
    const [orphan] = await processesIn(home);
    expect(orphan).toBeDefined();

    const second = await startIn(home);
    expect(await readiness(await second.address())).toMatchObject({ status: 200, body: { state: 'up' } });
    expect(await processesIn(home)).not.toContain(orphan);
    expect(await stop(second, 'SIGINT')).toBe(0);
    expect(await processesIn(home)).toEqual([]);
  });

  it('does not mistake a half-made database for a database', async () => {
    const home = await aHome();
    const first = await startIn(home);
    await first.address();
    await stop(first, 'SIGTERM');
    const data = join(home, 'postgres', 'data');
    await rm(data, { recursive: true });
    await writeFile(join(home, 'postgres', 'data.partial-1'), 'half', { mode: 0o600 });
    const second = await startIn(home);
    expect(await readiness(await second.address())).toMatchObject({ status: 200 });
    await expect(stat(join(home, 'postgres', 'data.partial-1'))).rejects.toThrow('ENOENT');
  });

  it('comes back by itself when only its database was killed', async () => {
    const home = await aHome();
    const service = await startIn(home);
    const address = await service.address();
    const pidFile = join(home, 'postgres', 'data', 'postmaster.pid');
    const postmaster = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');
    const states = new Set<number>();
    while (!states.has(503)) states.add((await readiness(address)).status);
    for (let last = 503; last !== 200;) last = (await readiness(address)).status;
    expect(states).toContain(503);
  });
});

describe('A home where only root may go', () => {
  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot('has its database elsewhere, says where, and finds it again', async () => {
    const home = await aHome();
    await chmod(home, 0o700);
    const first = await startIn(home);
    await first.address();
    const folder = (await readFile(join(home, 'postgres.location'), 'utf8')).trim();
    try {
      expect(folder).toMatch(/^\/var\/lib\/mlinzi\/[0-9a-f-]{36}$/);
      expect((await processesIn(folder)).length).toBeGreaterThan(0);
      await stop(first, 'SIGTERM');
      const second = await startIn(home);
      expect(await readiness(await second.address())).toMatchObject({ status: 200 });
      await stop(second, 'SIGTERM');
      expect(await processesIn(folder)).toEqual([]);
      expect((await readFile(join(home, 'postgres.location'), 'utf8')).trim()).toBe(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('A database that somebody else runs', () => {
  it('is migrated and used through a role that owns nothing, and no other is started', async () => {
    const server = await testServer();
    const name = await createEmpty(server);
    const url = urlOf(server.adminUrl, name);
    const home = await aHome();
    try {
      const service = await startIn(home, { DATABASE_URL: url });
      expect(await readiness(await service.address())).toMatchObject({ status: 200, body: { state: 'up' } });
      expect(await processesIn(home)).toEqual([]);
      const { rows } = await withClient(url, (client) =>
        client.query(
          'SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
          [name],
        ),
      );
      expect(rows).toEqual([{ usename: `${name}_service` }]);
      expect(await stop(service, 'SIGTERM')).toBe(0);

      const again = await startIn(home, { DATABASE_URL: url });
      expect(await readiness(await again.address())).toMatchObject({ status: 200 });
      await stop(again, 'SIGTERM');
    } finally {
      await drop(server, name);
    }
  });
});

describe('A start that cannot work', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a wrong value', { PORT: '70000' }, 'PORT must be a whole number from 0 to 65535.'],
    ['a misspelt name', { MLINZI_LOGLEVEL: 'debug' }, 'MLINZI_LOGLEVEL is not a setting; known are'],
    [
      'a short master key',
      { MLINZI_MASTER_KEY: 'c2hvcnQ=' },
      'MLINZI_MASTER_KEY must be base64 of exactly 32 bytes',
    ],
    ['a database that is not there', { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c' }, 'Check DATABASE_URL.'],
  ])('says what to change: %s', async (_what, environment, sentence) => {
    const service = await startIn(await aHome(), environment);
    expect(await service.ended()).toBe(2);
    expect(service.said.err).toContain(sentence);
    expect(service.said.err).not.toMatch(/\n\s+at /);
    expect(service.said.out).toBe('');
  });
});
