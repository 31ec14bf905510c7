import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The hash-chained log behind the audit trail: one chain per organisation, appended in the transaction of the act. */
export class Audit1763800000006 implements MigrationInterface {
  name = 'Audit1763800000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_head (
        organisation_id uuid PRIMARY KEY REFERENCES organisation (id),
        seq bigint NOT NULL,
        hash bytea NOT NULL
      );
      CALL app_isolate('audit_head', 'SELECT, INSERT, UPDATE');

      CREATE TABLE audit_entry (
        organisation_id uuid NOT NULL,
        seq bigint NOT NULL,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id text NOT NULL,
        purpose text NOT NULL,
        act text NOT NULL,
        object_kind text NOT NULL,
        object_id text NOT NULL,
        outcome text NOT NULL CONSTRAINT audit_entry_outcome CHECK (outcome IN ('done', 'refused')),
        details jsonb NOT NULL,
        previous_hash bytea NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT audit_entry_pkey PRIMARY KEY (organisation_id, seq, at)
      ) PARTITION BY RANGE (at);
      CREATE INDEX audit_entry_object ON audit_entry (organisation_id, object_kind, object_id);
      CALL app_isolate('audit_entry', 'SELECT, INSERT');
      CALL app_append_only('audit_entry');
      INSERT INTO time_partitioned VALUES ('audit_entry', 'month');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM time_partitioned WHERE parent = 'audit_entry';
      DROP TABLE audit_entry, audit_head;
    `);
  }
}
