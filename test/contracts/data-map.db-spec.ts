import { readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { dataMap } from '../../src/retention/index.js';
import { aDatabase } from '../harness/database.js';
import { aHome } from '../harness/vault.js';
import { start } from '../harness/processes.js';

/**
 * CI fails here, by name, for a table, a column or a store that nobody said how long to keep. Put it right in
 * `src/retention/classes.yaml`; the head of that file says what each word means.
 */
const database = await aDatabase();
const map = dataMap();
const rules = map.classes.flatMap((one) => one.tables);

interface Column {
  readonly table: string;
  readonly column: string;
}

const catalogue = await database.ownerQuery<Column>(
  `SELECT c.relname AS table, a.attname AS column FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     ORDER BY 1, a.attnum`,
);

/** Names of columns that more often than not have a person behind them. */
const LOOKS_PERSONAL =
  /name|ciphertext|handle|mail|phone|words|note|contact|url|address|password|token|member|staff|actor|sketch|subject_index|_by$/;

describe('Every table of the database', () => {
  it('belongs to a class of src/retention/classes.yaml', () => {
    const known = new Set(rules.map(({ table }) => table));
    const missing = [...new Set(catalogue.map(({ table }) => table))].filter((table) => !known.has(table));
    expect(missing.map((table) => `${table}: put it under the tables of a class, with its columns`)).toEqual(
      [],
    );
  });

  it('stands there once', () => {
    const names = rules.map(({ table }) => table);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('is still there', () => {
    const there = new Set(catalogue.map(({ table }) => table));
    expect(rules.map(({ table }) => table).filter((table) => !there.has(table))).toEqual([]);
  });
});

describe('Every column', () => {
  it('is declared: whom it is about, or plain', () => {
    const missing = catalogue.filter(({ table, column }) => {
      const rule = rules.find((one) => one.table === table);
      return rule && !rule.columns.has(column);
    });
    expect(
      missing.map(
        ({ table, column }) =>
          `${table}.${column}: add it to member, staff, official, incident, organisation or plain of ${table}`,
      ),
    ).toEqual([]);
  });

  it('that is declared is there', () => {
    const there = new Set(catalogue.map(({ table, column }) => `${table}.${column}`));
    const declared = rules.flatMap(({ table, columns, anchor, member }) =>
      [...columns.keys(), ...(anchor ? [anchor] : []), ...(member ? [member.by] : [])].map(
        (column) => `${table}.${column}`,
      ),
    );
    expect(declared.filter((name) => !there.has(name))).toEqual([]);
  });

  it('that looks personal says whom it is about', () => {
    const plain = rules.flatMap(({ table, columns }) =>
      [...columns]
        .filter(([column, kind]) => kind === 'plain' && LOOKS_PERSONAL.test(column))
        .map(([column]) => `${table}.${column}: looks personal; name its subject instead of plain`),
    );
    expect(plain.filter((line) => !KNOWN_TO_BE_NOBODY.some((name) => line.startsWith(`${name}:`)))).toEqual(
      [],
    );
  });
});

/** Counts and workers whose name reads like a person’s. */
const KNOWN_TO_BE_NOBODY = ['import.members', 'traffic_lane.leased_by'];

describe('Every class', () => {
  it('is kept as long in the database as it says here', async () => {
    const rows = await database.ownerQuery<object>(
      'SELECT class, keep_days AS keep, floor_days AS floor, cap_days AS cap FROM retention_class',
    );
    const here = map.classes.flatMap(({ id, keepDays, floorDays, capDays }) =>
      keepDays === null ? [] : [{ class: id, keep: keepDays, floor: floorDays, cap: capDays }],
    );
    expect(new Set(here)).toEqual(new Set(rows));
  });

  it('that says so hides what is over, and no other table does', async () => {
    const rows = await database.ownerQuery<{ tablename: string }>(
      `SELECT tablename FROM pg_policies WHERE policyname = 'not_expired'`,
    );
    const hidden = rules.filter((one) => one.hidden).map(({ table }) => table);
    expect(hidden.sort()).toEqual(rows.map(({ tablename }) => tablename).sort());
  });

  it('whose partitions are dropped is cut by its anchor and keeps nothing for another reason', async () => {
    const rows = await database.ownerQuery<{ parent: string; key: string }>(
      `SELECT t.parent, pg_get_partkeydef(t.parent::regclass) AS key FROM time_partitioned t`,
    );
    const pruned = map.classes.filter(({ action }) => action === 'prune').flatMap(({ tables }) => tables);
    for (const { table, anchor, unless } of pruned) {
      expect([table, rows.find(({ parent }) => parent === table)?.key]).toEqual([table, `RANGE (${anchor})`]);
      expect(unless).toBeNull();
    }
  });

  it.each(map.classes.filter(({ keepDays }) => keepDays !== null).map((one) => [one.id, one] as const))(
    '%s: each of its tables has an anchor, or goes with one that has',
    (_id, { tables }) => {
      const without = tables.filter(({ anchor, goesWith }) => anchor === null && goesWith === null);
      // Lanes are made again by the next delivery; they hold two numbers.
      expect(without.map(({ table }) => table).filter((table) => table !== 'traffic_lane')).toEqual([]);
    },
  );

  it('says why', () => {
    expect(map.classes.filter(({ reason }) => reason.length < 30).map(({ id }) => id)).toEqual([]);
  });
});

describe('Every other store', () => {
  it('of the home folder is declared, as a service leaves it', async () => {
    const home = await aHome();
    const service = await start('main', {
      MLINZI_HOME: home,
      DATABASE_URL: database.ownerUrl,
      MLINZI_SERVICE_DATABASE_URL: database.serviceUrl,
      MLINZI_LOG_LEVEL: 'error',
    });
    await service.address();
    const names = await readdir(home);
    service.child.kill('SIGTERM');
    await service.ended();
    const known = map.files.map(({ name }) => name);
    const undeclared = names.filter((name) => !known.includes(name));
    expect(undeclared.map((name) => `${name}: add it to files`)).toEqual([]);
    expect(map.streams.map(({ name }) => name)).toContain('stdout');
    // Compiles the tree and starts a whole service, beside whatever else the machine does.
  }, 240_000);

  it('that the sources make in the home is declared', async () => {
    const made = await placesIn(new URL('../../src/', import.meta.url));
    const known = map.files.map(({ name }) => name);
    expect(made.filter((name) => !known.includes(name)).map((name) => `${name}: add it to files`)).toEqual(
      [],
    );
  });
});

/** What the sources join to the home: `join(home, 'keys')`. */
async function placesIn(folder: URL): Promise<string[]> {
  const { readFile } = await import('node:fs/promises');
  const files = (await readdir(folder, { recursive: true })).filter((name) => /(?<!spec)\.ts$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return [
    ...new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/(?:join\((?:this\.)?(?:config\.)?home, '|config\.home\}\/)([\w.-]+)/g)].map(
          ([, name]) => name ?? '',
        ),
      ),
    ),
  ];
}
