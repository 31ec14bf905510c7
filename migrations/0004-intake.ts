import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What arrived and waits: imports, deliveries in their lanes, and the receipts that make a second arrival harmless. */
export class Intake1763800000004 implements MigrationInterface {
  name = 'Intake1763800000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(IMPORTS);
    await db.query(TRAFFIC);
    await db.query(RECEIPTS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM time_partitioned WHERE parent = 'delivery_receipt';
      DROP TABLE delivery_receipt, delivery, traffic_lane, import_quarantine, import;
    `);
  }
}

const IMPORTS = `
  CREATE TABLE import (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    group_id uuid NOT NULL REFERENCES chat_group (id),
    file_name_ciphertext bytea NOT NULL,
    bytes bigint NOT NULL,
    format text NOT NULL,
    variant text NOT NULL,
    date_order text,
    date_order_sure real NOT NULL,
    messages integer NOT NULL,
    system integer NOT NULL,
    media integer NOT NULL,
    members integer NOT NULL,
    quarantined integer NOT NULL,
    first_at timestamptz,
    last_at timestamptz,
    walked integer NOT NULL DEFAULT 0,
    duplicates integer NOT NULL DEFAULT 0,
    refused integer NOT NULL DEFAULT 0,
    flagged integer NOT NULL DEFAULT 0,
    accepted_by uuid NOT NULL REFERENCES staff (id),
    accepted_at timestamptz NOT NULL,
    finished_at timestamptz
  );
  CREATE INDEX import_group ON import (organisation_id, group_id, accepted_at DESC);
  CALL app_isolate('import', 'SELECT, INSERT, UPDATE, DELETE');

  -- The first thousand broken lines of a file, by number and reason; the count beyond stands in import.quarantined.
  CREATE TABLE import_quarantine (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    line integer NOT NULL,
    reason text NOT NULL,
    CONSTRAINT import_quarantine_pkey PRIMARY KEY (organisation_id, import_id, line)
  );
  CALL app_isolate('import_quarantine', 'SELECT, INSERT, DELETE');
`;

/**
 * A group always maps to one lane and one worker holds a lane at a time, so order inside a group is kept while any
 * number of workers pull. A delivery is deleted when it is done: raw bytes are not kept.
 */
const TRAFFIC = `
  CREATE TABLE traffic_lane (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    lane smallint NOT NULL,
    leased_by text,
    leased_until timestamptz,
    CONSTRAINT traffic_lane_pkey PRIMARY KEY (organisation_id, lane)
  );
  CALL app_isolate('traffic_lane', 'SELECT, INSERT, UPDATE, DELETE');
  -- Workers look for waiting lanes before they know whose; a lane is two numbers and says nothing about anyone.
  CREATE POLICY dispatch_read ON traffic_lane FOR SELECT USING (app_purpose() = 'dispatch');
  CREATE POLICY dispatch_lease ON traffic_lane FOR UPDATE
    USING (app_purpose() = 'dispatch') WITH CHECK (app_purpose() = 'dispatch');

  CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    lane smallint NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    channel_id uuid REFERENCES channel (id),
    import_id uuid REFERENCES import (id) ON DELETE CASCADE,
    group_id uuid REFERENCES chat_group (id),
    received_at timestamptz NOT NULL,
    body_ciphertext bytea NOT NULL,
    messages integer NOT NULL DEFAULT 1,
    state text NOT NULL DEFAULT 'waiting' CONSTRAINT delivery_state CHECK (state IN ('waiting', 'dead')),
    attempts smallint NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    last_error text,
    CONSTRAINT delivery_one_origin CHECK (num_nonnulls(channel_id, import_id) = 1)
  );
  CREATE INDEX delivery_waiting ON delivery (organisation_id, lane, position) WHERE state = 'waiting';
  CREATE INDEX delivery_dead ON delivery (organisation_id, received_at) WHERE state = 'dead';
  CREATE INDEX delivery_import ON delivery (import_id) WHERE import_id IS NOT NULL;
  CALL app_isolate('delivery', 'SELECT, INSERT, UPDATE, DELETE');
  CREATE POLICY dispatch_look ON delivery FOR SELECT USING (app_purpose() = 'dispatch');
`;

const RECEIPTS = `
  CREATE TABLE delivery_receipt (
    organisation_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT delivery_receipt_pkey PRIMARY KEY (organisation_id, delivery_id, received_at)
  ) PARTITION BY RANGE (received_at);
  CALL app_isolate('delivery_receipt', 'SELECT, INSERT');
  INSERT INTO time_partitioned VALUES ('delivery_receipt', 'week');
`;
