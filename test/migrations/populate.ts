import { randomUUID } from 'node:crypto';
import type pg from 'pg';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Table and column it refers to. */
  readonly refers: readonly [table: string, column: string] | null;
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly checks: readonly string[];
}

/** Values that satisfy checks over several columns; everything else follows from the catalogue. */
const CHOSEN: Readonly<Record<string, unknown>> = {
  'basis_event.event': 'withdrawn',
  // Going down has to find a place for it.
  'flag.state': 'withdrawn',
  'retention_setting.class': 'message',
};

/** Columns that may be empty, but not all of them at once. */
const FILLED = new Set([
  'delivery.import_id',
  'escalation_run.due_at',
  'escalation_notice.due_at',
  'flag.state',
]);

/**
 * One row in every table, read from the catalogue: a table added tomorrow is populated, and so tested, without anybody
 * remembering to. Answers the tables in an order in which references hold.
 */
export async function populate(client: pg.Client, organisationId: string, at: Date): Promise<string[]> {
  const tables = inOrder(await readTables(client));
  const keys = new Map<string, unknown>([['organisation.id', organisationId]]);
  for (const table of tables) {
    const columns = table.columns.filter((column) => isNeeded(table, column));
    const values = columns.map((column) => valueOf(table, column, { keys, organisationId, at }));
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const places = values.map((_, index) => `$${index + 1}`).join(', ');
    try {
      await client.query(`INSERT INTO "${table.name}" (${names}) VALUES (${places})`, values);
    } catch (cause) {
      throw new Error(`No generic row fits ${table.name}: choose a value in test/migrations/populate.ts`, {
        cause,
      });
    }
    columns.forEach(({ name }, index) => keys.set(`${table.name}.${name}`, values[index]));
  }
  return tables.map(({ name }) => name);
}

async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: Column[]; checks: string[] }>(`
    SELECT c.relname AS name,
      coalesce((SELECT array_agg(pg_get_constraintdef(k.oid)) FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'c'), '{}') AS checks,
      (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'required', a.attnotnull AND NOT a.atthasdef, 'refers', (
            SELECT jsonb_build_array(f.relname, fa.attname) FROM pg_constraint k
            JOIN pg_class f ON f.oid = k.confrelid
            JOIN pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[1]
            WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum])) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attgenerated = '' AND a.attidentity = '') AS columns
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname NOT IN ('time_partitioned', 'schema_migration', 'incident_transition', 'retention_class')
    ORDER BY c.relname`);
  return rows;
}

/** Referenced tables first. */
function inOrder(tables: readonly Table[]): Table[] {
  const placed: Table[] = [];
  const visit = (table: Table): void => {
    if (placed.includes(table)) return;
    for (const { refers } of table.columns) {
      const other = tables.find(({ name }) => name === refers?.[0]);
      if (other && other !== table) visit(other);
    }
    placed.push(table);
  };
  tables.forEach(visit);
  return placed;
}

interface Given {
  readonly keys: ReadonlyMap<string, unknown>;
  readonly organisationId: string;
  readonly at: Date;
}

/** Defaults and empty columns are left to the database. */
function isNeeded(table: Table, { name, required }: Column): boolean {
  return required || FILLED.has(`${table.name}.${name}`);
}

function valueOf(table: Table, column: Column, { keys, organisationId, at }: Given): unknown {
  const chosen = `${table.name}.${column.name}`;
  if (chosen in CHOSEN) return CHOSEN[chosen];
  if (column.name === 'organisation_id' || chosen === 'organisation.id') return organisationId;
  if (column.refers) return keys.get(column.refers.join('.')) ?? null;
  return allowed(table, column) ?? byType(column.type, at);
}

/** The first word that a check of the form `column = ANY (ARRAY['a', ...])` allows. */
function allowed(table: Table, { name }: Column): string | null {
  for (const check of table.checks) {
    const words = new RegExp(`\\(${name} = ANY \\(ARRAY\\['([^']+)'`).exec(check);
    if (words?.[1] !== undefined) return words[1];
  }
  return null;
}

function byType(type: string, at: Date): unknown {
  const values: Readonly<Record<string, unknown>> = {
    uuid: randomUUID(),
    text: 'text',
    bytea: Buffer.from(randomUUID()),
    jsonb: '{}',
    boolean: false,
    'timestamp with time zone': at,
    date: at,
    'text[]': [],
  };
  return type in values ? values[type] : 1;
}
