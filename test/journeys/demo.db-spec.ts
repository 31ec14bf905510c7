import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { FillDemo, RemoveDemo } from '../../src/demo/index.js';
import type { FilledDemo } from '../../src/demo/index.js';
import { HARMS } from '../../src/kernel/harm.js';
import { FirstRun, SignIn } from '../../src/people/index.js';
import { aService } from '../harness/service.js';
import { examineInline } from './neighbourhood.js';

const environment = { MLINZI_SMTP_URL: 'smtp://127.0.0.1:9', MLINZI_MAIL_FROM: 'mlinzi@example.org' };
const service = await aService({ environment });
const { app, database, home } = service;
const fill = () => app.get(FillDemo, { strict: false }).execute();
const count = async (sql: string) => {
  const [row] = await database.ownerQuery<{ n: number }>(`SELECT count(*)::integer AS n FROM ${sql}`);
  return row?.n ?? 0;
};
let filled: FilledDemo;

/** Rows by table, of the demo or of everybody else. */
async function rowsOf(whose: '=' | '<>', demo: string): Promise<Record<string, number>> {
  const tables = await database.ownerQuery<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  const rows: [string, number][] = [];
  for (const { name } of tables)
    rows.push([name, await count(`${name} WHERE organisation_id ${whose} '${demo}'`)]);
  return Object.fromEntries(rows.filter(([, number]) => number > 0));
}

async function demoId(): Promise<string> {
  const [row] = await database.ownerQuery<{ id: string }>('SELECT id FROM organisation WHERE demo');
  return row?.id ?? '';
}

beforeAll(async () => {
  examineInline(app);
  const result = await fill();
  if (result.kind !== 'filled') throw new Error(`The demo was refused: ${result.reason}`);
  filled = result;
}, 120_000);

describe('The demo', () => {
  it('shows every harm there is, found by the walk itself, in three languages', async () => {
    const found = await database.ownerQuery<{ harm: string }>(
      `SELECT DISTINCT h ->> 'harm' AS harm FROM flag, jsonb_array_elements(harms) h WHERE h ->> 'level' <> 'none'`,
    );
    expect(found.map(({ harm }) => harm).sort()).toEqual([...HARMS].sort());
    const spoken = await database.ownerQuery<{ spoken: string }>(
      'SELECT DISTINCT spoken FROM flag ORDER BY 1',
    );
    expect(spoken.map((row) => row.spoken)).toEqual(expect.arrayContaining(['ara', 'eng', 'swh']));
  });

  it('is mostly ordinary talk', async () => {
    expect(await count('flag')).toBeLessThan((await count('message')) / 4);
  });

  it('has one open incident that somebody answered for, with its playbook, decisions, and people who were told', async () => {
    const open = await database.ownerQuery(
      `SELECT state, harm, playbook ->> 'id' AS playbook FROM incident
         WHERE state NOT IN ('closed', 'dismissed', 'merged')`,
    );
    expect(open).toEqual([{ state: 'confirmed', harm: 'scam', playbook: 'aid-scam' }]);
    expect(await count(`decision WHERE via = 'reviewer'`)).toBeGreaterThan(3);
    expect(await count(`escalation_notice WHERE channel = 'console'`)).toBeGreaterThan(0);
  });

  it('never writes to its people, who are nobody', async () => {
    expect(await count(`escalation_notice WHERE channel <> 'console'`)).toBe(0);
  });

  it('lets everybody in with the passphrase that was shown, and keeps only hashes of it', async () => {
    const entered = await app
      .get(SignIn, { strict: false })
      .execute({ email: 'ines@demo.example.org', password: filled.passphrase, address: '192.0.2.1' });
    expect(entered.kind).toBe('signed_in');
    expect(await count(`staff WHERE password_hash NOT LIKE '$argon2id$%'`)).toBe(0);
  });

  it('is no organisation of this installation: the first run is still due', async () => {
    expect(await app.get(FirstRun, { strict: false }).isDue()).toBe(true);
    expect(await app.get(FirstRun, { strict: false }).setupLink()).not.toBeNull();
  });

  it('is filled once: asked again it stays as it is', async () => {
    const before = await count('message');
    expect(await fill()).toMatchObject({ kind: 'refused', reason: 'already-filled' });
    expect(await count('message')).toBe(before);
  });

  it('cannot be what a real organisation is turned into', async () => {
    const other = await database.anOrganisation();
    const mark = database.ownerQuery(`UPDATE organisation SET demo = true WHERE id = '${other}'`);
    await expect(mark).rejects.toThrow('a demo from the start or never');
  });

  it('leaves nothing when it is removed, and nothing of others goes with it', async () => {
    const demo = await demoId();
    const others = await rowsOf('<>', demo);
    const removed = await app.get(RemoveDemo, { strict: false }).execute();
    expect(removed.kind).toBe('removed');
    expect(await rowsOf('=', demo)).toEqual({});
    expect(await rowsOf('<>', demo)).toEqual(others);
    expect(await readdir(join(home, 'keys'))).not.toContain(demo);
    expect(await count(`pg_class WHERE relname = 'audit_entry' AND relforcerowsecurity`)).toBe(1);
    const silent = await count(`pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'`);
    expect(silent).toBe(0);
    expect(await app.get(RemoveDemo, { strict: false }).execute()).toMatchObject({ reason: 'no-demo' });
  });

  it('that was cut short is begun anew', async () => {
    expect((await fill()).kind).toBe('filled');
    await database.ownerQuery('UPDATE organisation SET demo_filled_at = NULL WHERE demo');
    const first = await demoId();
    expect((await fill()).kind).toBe('filled');
    expect(await demoId()).not.toBe(first);
  }, 120_000);
});
