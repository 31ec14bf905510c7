import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { EntryPage } from '../../src/audit/index.js';
import { AddUser } from '../../src/people/index.js';
import { built } from '../harness/processes.js';
import { aService } from '../harness/service.js';
import { aNeighbourhood } from './neighbourhood.js';

const service = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, clock } = service;

const DPO = { email: 'dpo@example.org', password: 'kumbukumbu isiyofutika' } as const;

let founder: Readonly<Record<string, string>>;
let officer: Readonly<Record<string, string>>;
let folder: string;

beforeAll(async () => {
  const here = await aNeighbourhood(app, () => clock.now());
  founder = here.headers;
  const person = {
    ...DPO,
    name: 'Nuru',
    role: 'dpo',
    language: 'en',
    programmeId: null,
    groupId: null,
  } as const;
  await app.get(AddUser, { strict: false }).byStaff(here.founder, person);
  const signedIn = await request(service.address).post('/api/v1/session').send(DPO);
  const [cookie = ''] = signedIn.get('Set-Cookie') ?? [];
  officer = {
    cookie: cookie.split(';')[0] ?? '',
    'x-csrf-token': (signedIn.body as { csrfToken: string }).csrfToken,
  };
  await request(service.address)
    .post('/api/v1/session/conduct')
    .set(officer)
    .send({ language: 'en' })
    .expect(200);
  folder = await mkdtemp(join(tmpdir(), 'mlinzi-audit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = (path: string, headers = officer) =>
  request(service.address).get(`/api/v1/audit/${path}`).set(headers);

async function exported(): Promise<string> {
  const answer = await fetch(`${service.address}/api/v1/audit/export`, { headers: officer });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The verifier alone: one file in an empty folder and plain Node. */
async function verifiedAlone(log: string, ...words: string[]): Promise<string> {
  const script = join(folder, 'verify.mjs');
  await copyFile(join(await built(), 'src/audit/verify/verify-export.js'), script);
  await writeFile(join(folder, 'log.jsonl'), log);
  return new Promise((resolve) => {
    execFile(execPath, [script, join(folder, 'log.jsonl'), ...words], { cwd: folder }, (_error, out, err) => {
      resolve(out + err);
    });
  });
}

describe('A data protection officer', () => {
  it('takes the log away and has it checked without the service', async () => {
    const log = await exported();
    expect(await verifiedAlone(log)).toMatch(/^ok: \d+ entries/);
    const { key } = (await get('head')).body as { key: string };
    expect(await verifiedAlone(log, '--key', key)).toMatch(/^ok/);
    const edited = log.replace('"act":"staff.added"', '"act":"staff.moved"');
    expect(await verifiedAlone(edited)).toMatch(/^NOT OK: entry \d+: The entry was changed/);
  });

  it('finds in it who took it, and no word of anybody', async () => {
    const log = await exported();
    expect(log).toContain('"act":"audit.exported"');
    for (const word of ['Zawadi', 'zawadi@', 'Nuru', 'dpo@']) expect(log).not.toContain(word);
  });

  it('shows a log rolled back against a checkpoint that was kept', async () => {
    const [earlier] = [await exported()];
    const { checkpoint } = (await get('head')).body as { checkpoint: { note: string } };
    await writeFile(join(folder, 'kept.txt'), checkpoint.note);
    const known = ['--known', join(folder, 'kept.txt')] as const;
    expect(await verifiedAlone(await exported(), ...known)).toMatch(/^ok/);
    const lines = earlier.split('\n').filter((line) => line !== '');
    expect(await verifiedAlone(lines.slice(0, 1).join('\n'), ...known)).toMatch(/^NOT OK.*longer log/);
  });

  it('searches it by act, newest first, and proves one entry', async () => {
    const { entries } = (await get('entries?act=staff')).body as EntryPage;
    expect(entries.map(({ entry }) => entry.act)).toEqual(
      expect.arrayContaining(['staff.added', 'staff.signed_in']),
    );
    const proof = await get(`entries/${entries[0]?.entry.id ?? ''}/proof`);
    expect(proof.body).toMatchObject({
      position: expect.any(Number),
      path: expect.any(Array),
      checkpoint: expect.stringMatching(/^mlinzi\//),
    });
  });

  it('has the service check itself', async () => {
    const answer = await request(service.address).post('/api/v1/audit/verification').set(officer);
    expect(answer.body).toMatchObject({ kind: 'ok' });
  });

  it('is told what is wrong with a question', async () => {
    expect((await get('entries?after=nonsense')).body).toMatchObject({
      status: 400,
      code: 'AUDIT.INVALID_PLACE',
    });
    expect((await get('consistency?from=5&to=2')).body).toMatchObject({ code: 'AUDIT.NO_SUCH_SIZE' });
    expect((await get('entries/3f1d3c1a-5a55-4a0e-9a37-0d2a1a7f0b01/proof')).status).toBe(404);
  });
});

describe('Others', () => {
  it('read the log as administrators, but do not take it away', async () => {
    expect((await get('entries', founder)).status).toBe(200);
    expect((await get('export', founder)).status).toBe(403);
  });
});
