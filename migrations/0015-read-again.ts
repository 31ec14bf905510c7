import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a detector that failed did not read is marked, is read again when it works, and closes what it had raised. */
export class ReadAgain1763800000015 implements MigrationInterface {
  name = 'ReadAgain1763800000015';

  async up(db: QueryRunner): Promise<void> {
    await db.query(MARKS);
    await db.query(FLAGS);
  }

  /** Nobody decided what the service closed: it goes back into the queue. The owner sees it only without FORCE. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE flag NO FORCE ROW LEVEL SECURITY;
      UPDATE flag SET state = 'open' WHERE state = 'withdrawn';
      ALTER TABLE flag FORCE ROW LEVEL SECURITY;
      ALTER TABLE flag DROP CONSTRAINT flag_state,
        ADD CONSTRAINT flag_state CHECK (state IN ('open', 'decided')), DROP COLUMN read_again_at;
      DROP POLICY read_again_look ON message;
      DROP INDEX message_read_again;
      ALTER TABLE message DROP COLUMN read_again_due_at;
      DO $$ BEGIN EXECUTE format('REVOKE UPDATE (heat) ON message FROM %I', current_database() || '_service'); END $$;
    `);
  }
}

/** The mark is when it is next tried: whoever takes it moves it on, and a worker that dies leaves it to be taken again. */
const MARKS = `
  ALTER TABLE message ADD COLUMN read_again_due_at timestamptz;
  CREATE INDEX message_read_again ON message (organisation_id, read_again_due_at) WHERE read_again_due_at IS NOT NULL;
  -- Nothing else of a message ever changes.
  DO $$ BEGIN
    EXECUTE format('GRANT UPDATE (read_again_due_at, heat) ON message TO %I', current_database() || '_service');
  END $$;
  -- The round looks for what is due before it knows whose; it sees no other message from here.
  CREATE POLICY read_again_look ON message FOR SELECT
    USING (app_purpose() = 'read_again_look' AND read_again_due_at IS NOT NULL);
`;

const FLAGS = `
  ALTER TABLE flag ADD COLUMN read_again_at timestamptz, DROP CONSTRAINT flag_state,
    ADD CONSTRAINT flag_state CHECK (state IN ('open', 'decided', 'withdrawn'));
`;
