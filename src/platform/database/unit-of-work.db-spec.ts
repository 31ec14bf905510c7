import { describe, expect, it } from '@jest/globals';
import { aDatabase, workOf } from '../../../test/harness/database.js';
import {
  DatabaseConflict,
  DatabaseUnavailable,
  NestedUnitOfWork,
  UnitOfWorkEnded,
} from './database.errors.js';
import { beforeCommit, managerOf } from './postgres-transaction.js';

const database = await aDatabase();
const { unitOfWork } = database;
const here = await database.anOrganisation();
const elsewhere = await database.anOrganisation();

const addProgramme = `INSERT INTO programme (id, organisation_id, name, timezone)
  VALUES (gen_random_uuid(), app_organisation(), $1, 'UTC')`;

async function programmes(name: string): Promise<number> {
  return (await database.ownerQuery('SELECT FROM programme WHERE name = $1', [name])).length;
}

describe('A unit of work', () => {
  it('shows the rows of its organisation and of no other', async () => {
    const rows = await unitOfWork.run(workOf(here), (tx) => tx.query('SELECT id FROM organisation'));
    expect(rows).toEqual([{ id: here }]);
  });

  it('shows nothing when nobody says which organisation', async () => {
    const rows = await unitOfWork.run(workOf(null), (tx) => tx.query('SELECT id FROM organisation'));
    expect(rows).toEqual([]);
  });

  it('tells the database who acts and why', async () => {
    const context = { ...workOf(here, 'review'), actor: { kind: 'staff', id: "O'Neill" } as const };
    const [row] = await unitOfWork.run(context, (tx) =>
      tx.query('SELECT app_organisation() AS o, app_actor() AS a, app_purpose() AS p'),
    );
    expect(row).toEqual({ o: here, a: "staff:O'Neill", p: 'review' });
  });

  it('moves the clock of SQL with the clock of the service', async () => {
    database.clock.set('2026-03-29T01:59:59.999Z');
    const [row] = await unitOfWork.run(workOf(here), (tx) => tx.query('SELECT app_now() AS now'));
    expect(row).toEqual({ now: new Date('2026-03-29T01:59:59.999Z') });
  });

  it('leaves nothing on the connection for the next one', async () => {
    await unitOfWork.run(workOf(here), (tx) => tx.query('SELECT 1'));
    const seen = await Promise.all(
      Array.from({ length: 10 }, () =>
        unitOfWork.run(workOf(null, ''), (tx) =>
          tx.query('SELECT app_organisation() AS o, app_purpose() AS p'),
        ),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 10 }, () => [{ o: null, p: null }]));
  });

  it('keeps two organisations apart that work side by side on one pool', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, turn) => {
        const organisation = turn % 2 === 0 ? here : elsewhere;
        return unitOfWork.run(workOf(organisation), async (tx) => {
          const rows = await tx.query<{ id: string }>('SELECT id, pg_sleep(0.001) FROM organisation');
          return rows.every(({ id }) => id === organisation) && rows.length === 1;
        });
      }),
    );
    expect(answers).not.toContain(false);
  });

  it('commits everything or nothing', async () => {
    const failing = unitOfWork.run(workOf(here), async (tx) => {
      await tx.query(addProgramme, ['half']);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await programmes('half')).toBe(0);
  });

  it('does not pass for committed when a failed statement was swallowed', async () => {
    const swallowing = unitOfWork.run(workOf(here), async (tx) => {
      await tx.query(addProgramme, ['swallowed']);
      await tx.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('rolled back');
    expect(await programmes('swallowed')).toBe(0);
  });

  it('refuses another unit of work inside it, and allows one after it', async () => {
    await unitOfWork.run(workOf(here), async () => {
      await expect(unitOfWork.run(workOf(here), () => Promise.resolve(1))).rejects.toThrow(NestedUnitOfWork);
    });
    await expect(unitOfWork.run(workOf(here), () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('refuses a query that comes after its end', async () => {
    const late = await unitOfWork.run(workOf(here), (tx) => Promise.resolve(() => tx.query('SELECT 1')));
    await expect(late()).rejects.toThrow(UnitOfWorkEnded);
  });

  it('sends queries that were started side by side one after the other', async () => {
    const rows = await unitOfWork.run(workOf(here), (tx) =>
      Promise.all([1, 2, 3].map((n) => tx.query<{ n: number }>('SELECT $1::int AS n', [n]))),
    );
    expect(rows.flat()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('takes everything back when the work before the commit fails', async () => {
    const failing = unitOfWork.run(workOf(here), async (tx) => {
      beforeCommit(tx, () => Promise.reject(new Error('not to be written')));
      await tx.query(addProgramme, ['too early']);
    });
    await expect(failing).rejects.toThrow('not to be written');
    expect(await programmes('too early')).toBe(0);
  });

  it('lets an entity manager take part in the same transaction', async () => {
    const failing = unitOfWork.run(workOf(here), async (tx) => {
      await managerOf(tx).query(addProgramme, ['through the manager']);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(await programmes('through the manager')).toBe(0);
  });

  it('reads a calendar day as a day and a big number as digits', async () => {
    const [row] = await unitOfWork.run(workOf(here), (tx) =>
      tx.query(`SELECT '2026-03-01'::date AS day, 9223372036854775807::bigint AS big`),
    );
    expect(row).toEqual({ day: '2026-03-01', big: '9223372036854775807' });
  });
});

describe('When the database fails', () => {
  it('a lost connection is "unavailable", and the next unit of work gets a new one', async () => {
    const cut = unitOfWork.run(workOf(here), async (tx) => {
      const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await database.ownerQuery('SELECT pg_terminate_backend($1)', [row?.pid]);
      await tx.query('SELECT 1');
    });
    await expect(cut).rejects.toThrow(DatabaseUnavailable);
    await expect(unitOfWork.run(workOf(here), (tx) => tx.query('SELECT 1 AS one'))).resolves.toEqual([
      { one: 1 },
    ]);
  });

  it('all connections lost at rest go unnoticed', async () => {
    await database.ownerQuery(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [database.name],
    );
    await expect(unitOfWork.run(workOf(here), (tx) => tx.query('SELECT 1 AS one'))).resolves.toEqual([
      { one: 1 },
    ]);
  });

  it('a deadlock is a conflict that may be tried again, and exactly one side loses', async () => {
    const lock = (tx: { query: (sql: string) => Promise<unknown> }, key: number) =>
      tx.query(`SELECT pg_advisory_xact_lock(${key})`);
    let arrived = 0;
    let open: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (open = resolve));
    const cross = (first: number, second: number) =>
      unitOfWork.run(workOf(here), async (tx) => {
        await lock(tx, first);
        if ((arrived += 1) === 2) open();
        await both;
        await lock(tx, second);
      });
    const results = await Promise.allSettled([cross(1, 2), cross(2, 1)]);
    const reasons = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toBeInstanceOf(DatabaseConflict);
  });
});
