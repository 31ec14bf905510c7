import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log becomes a Merkle tree (RFC 6962): entries are written in the transaction of the act, a sequencer gives them
 * their place and signs checkpoints. Entries that stand in the old chain keep their order; going back chains them anew.
 */
export class AuditTree1763800000011 implements MigrationInterface {
  name = 'AuditTree1763800000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TREE);
    await db.query(SERVICE_LOOKS);
    await unhindered(db, ENTRIES_INTO_THE_QUEUE);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(CHAIN_AGAIN);
    await unhindered(db, '');
    const tables = ['audit_pending', 'audit_leaf'];
    for (const table of tables) await db.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    await chainEntries(db);
    await db.query(CHAIN_IS_WHOLE);
  }
}

/** Row-level security and the append-only trigger hold for the owner too; a change of shape is the one exception. */
async function unhindered(db: QueryRunner, sql: string): Promise<void> {
  await db.query('ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY');
  await db.query(`ALTER TABLE audit_entry DISABLE TRIGGER append_only`);
  if (sql === '') return;
  await db.query(sql);
  await db.query('ALTER TABLE audit_entry ENABLE TRIGGER append_only');
  await db.query('ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY');
}

const TREE = `
  -- Written with the act, taken by the sequencer: what has no place in the tree yet.
  CREATE TABLE audit_pending (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    position bigint GENERATED ALWAYS AS IDENTITY,
    entry_id uuid NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT audit_pending_pkey PRIMARY KEY (organisation_id, position)
  );
  CALL app_isolate('audit_pending', 'SELECT, INSERT, DELETE');

  -- The right edge of the tree: the roots of its perfect subtrees, lowest first, 32 bytes each.
  CREATE TABLE audit_tree (
    organisation_id uuid PRIMARY KEY REFERENCES organisation (id),
    size bigint NOT NULL CONSTRAINT audit_tree_size CHECK (size >= 0),
    edge bytea NOT NULL,
    -- When a checkpoint was last sent to those who keep it elsewhere.
    handed_out_at timestamptz
  );
  CALL app_isolate('audit_tree', 'SELECT, INSERT, UPDATE');

  -- Outlives the entry: what was pruned keeps its place and its hash.
  CREATE TABLE audit_leaf (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    position bigint NOT NULL,
    entry_id uuid NOT NULL,
    at timestamptz NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_leaf_pkey PRIMARY KEY (organisation_id, position),
    CONSTRAINT audit_leaf_once UNIQUE (organisation_id, entry_id)
  );
  CALL app_isolate('audit_leaf', 'SELECT, INSERT');
  CALL app_append_only('audit_leaf');

  -- Roots of the perfect subtrees of 2^8, 2^16 and 2^24 leaves: a proof reads hundreds of rows, not the whole log.
  CREATE TABLE audit_node (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    level smallint NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_node_pkey PRIMARY KEY (organisation_id, level, position)
  );
  CALL app_isolate('audit_node', 'SELECT, INSERT');
  CALL app_append_only('audit_node');

  CREATE TABLE audit_checkpoint (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT audit_checkpoint_pkey PRIMARY KEY (organisation_id, size)
  );
  CALL app_isolate('audit_checkpoint', 'SELECT, INSERT');
  CALL app_append_only('audit_checkpoint');

  -- What a commitment in an entry hides, sealed under the subject's key; gone when the subject is forgotten.
  CREATE TABLE audit_opening (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    entry_id uuid NOT NULL,
    name text NOT NULL,
    subject text NOT NULL,
    ciphertext bytea NOT NULL,
    CONSTRAINT audit_opening_pkey PRIMARY KEY (organisation_id, entry_id, name)
  );
  CREATE INDEX audit_opening_subject ON audit_opening (organisation_id, subject);
  CALL app_isolate('audit_opening', 'SELECT, INSERT, DELETE');

  ALTER TABLE audit_entry ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN commitments jsonb NOT NULL DEFAULT '{}';
`;

/** The sequencer looks for work before it knows whose; a pending row is ids and a time. */
const SERVICE_LOOKS = `
  CREATE POLICY sequence_look ON audit_pending FOR SELECT USING (app_purpose() = 'sequence');
  CREATE POLICY sequence_look ON audit_tree FOR SELECT USING (app_purpose() = 'sequence');
`;

const ENTRIES_INTO_THE_QUEUE = `
  INSERT INTO audit_pending (organisation_id, entry_id, at)
    SELECT organisation_id, id, at FROM audit_entry ORDER BY organisation_id, seq;
  ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_pkey,
    DROP COLUMN seq, DROP COLUMN previous_hash, DROP COLUMN hash,
    ALTER COLUMN id DROP DEFAULT, ALTER COLUMN commitments DROP DEFAULT,
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (organisation_id, at, id);
  DROP TABLE audit_head;
`;

const CHAIN_AGAIN = `
  CREATE TABLE audit_head (
    organisation_id uuid PRIMARY KEY REFERENCES organisation (id),
    seq bigint NOT NULL,
    hash bytea NOT NULL
  );
  CALL app_isolate('audit_head', 'SELECT, INSERT, UPDATE');
  ALTER TABLE audit_head NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE audit_entry ADD COLUMN seq bigint, ADD COLUMN previous_hash bytea, ADD COLUMN hash bytea;
`;

const CHAIN_IS_WHOLE = `
  ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_pkey, DROP COLUMN id, DROP COLUMN commitments,
    ALTER COLUMN seq SET NOT NULL, ALTER COLUMN previous_hash SET NOT NULL, ALTER COLUMN hash SET NOT NULL,
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (organisation_id, seq, at);
  DROP TABLE audit_opening, audit_checkpoint, audit_node, audit_leaf, audit_tree, audit_pending;
  ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
  ALTER TABLE audit_entry ENABLE TRIGGER append_only;
  ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
`;

interface OldEntry {
  readonly id: string;
  readonly organisationId: string;
  readonly at: Date;
  readonly rest: Readonly<Record<string, unknown>>;
}

/** In the order of the tree, then of the queue: seq, previous hash and hash as the chain had them. */
async function chainEntries(db: QueryRunner): Promise<void> {
  const entries = (await db.query(`
    SELECT e.id, e.organisation_id AS "organisationId", e.at, jsonb_build_object('actor',
        jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id), 'purpose', e.purpose, 'act', e.act, 'object',
        jsonb_build_object('kind', e.object_kind, 'id', e.object_id), 'outcome', e.outcome, 'details', e.details) AS rest
      FROM audit_entry e LEFT JOIN audit_leaf l ON l.organisation_id = e.organisation_id AND l.entry_id = e.id
        LEFT JOIN audit_pending p ON p.organisation_id = e.organisation_id AND p.entry_id = e.id
      ORDER BY e.organisation_id, l.position NULLS LAST, p.position`)) as OldEntry[];
  const heads = new Map<string, { seq: number; hash: Buffer }>();
  for (const { id, organisationId, at, rest } of entries) {
    const head = heads.get(organisationId) ?? { seq: 0, hash: Buffer.alloc(32) };
    const seq = head.seq + 1;
    const text = canonical({ organisationId, seq, at: at.toISOString(), ...rest });
    const hash = createHash('sha256').update(head.hash).update(text, 'utf8').digest();
    await db.query(
      'UPDATE audit_entry SET seq = $1, previous_hash = $2, hash = $3 WHERE id = $4 AND at = $5',
      [seq, head.hash, hash, id, at],
    );
    heads.set(organisationId, { seq, hash });
  }
  for (const [organisationId, { seq, hash }] of heads)
    await db.query('INSERT INTO audit_head VALUES ($1, $2, $3)', [organisationId, seq, hash]);
}

/** JSON with sorted members, as the chain hashed it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
