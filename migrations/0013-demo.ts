import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An organisation of invented people: marked at birth, at most one, and the only one that can be removed. */
export class Demo1763800000013 implements MigrationInterface {
  name = 'Demo1763800000013';

  async up(db: QueryRunner): Promise<void> {
    await db.query(MARK);
    await db.query(REMOVAL);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION app_remove_demo();
      DROP FUNCTION app_is_demo();
      DROP POLICY sign_in ON organisation;
      DROP TRIGGER keeps_mark ON organisation;
      DROP FUNCTION organisation_keeps_mark();
      ALTER TABLE organisation DROP COLUMN demo, DROP COLUMN demo_filled_at;
    `);
  }
}

const MARK = `
  ALTER TABLE organisation
    ADD COLUMN demo boolean NOT NULL DEFAULT false,
    -- Null while it is being filled, and for ever where that was cut short.
    ADD COLUMN demo_filled_at timestamptz,
    ADD CONSTRAINT organisation_filled CHECK (demo OR demo_filled_at IS NULL);
  CREATE UNIQUE INDEX organisation_one_demo ON organisation (demo) WHERE demo;
  -- Whoever signs in is told whether the people they will see are invented.
  CREATE POLICY sign_in ON organisation FOR SELECT USING (app_purpose() = 'sign_in');

  -- Or a real organisation could be called a demo, and removed.
  CREATE FUNCTION organisation_keeps_mark() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.demo IS DISTINCT FROM OLD.demo THEN
      RAISE EXCEPTION 'an organisation is a demo from the start or never' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER keeps_mark BEFORE UPDATE ON organisation
    FOR EACH ROW EXECUTE FUNCTION organisation_keeps_mark();

  CREATE FUNCTION app_is_demo() RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT coalesce((SELECT demo FROM organisation WHERE id = app_organisation()), false) $$;
`;

/**
 * Whatever table has an organisation, those of later migrations too. Triggers that keep what must stay, and policies
 * that hide what has run out, stand aside for this one transaction; foreign keys do not, so rows go before those they
 * refer to.
 */
const REMOVAL = `
  CREATE FUNCTION app_remove_demo() RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE doomed constant uuid := app_organisation(); tables regclass[]; waiting regclass[]; target regclass;
    rows bigint; removed bigint := 0;
  BEGIN
    IF app_purpose() IS DISTINCT FROM 'remove_demo' OR NOT app_is_demo() THEN
      RAISE EXCEPTION 'only the demo can be removed' USING ERRCODE = 'restrict_violation';
    END IF;
    tables := ARRAY(SELECT c.oid::regclass FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relforcerowsecurity ORDER BY c.relname);
    FOREACH target IN ARRAY tables LOOP
      EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER', target);
    END LOOP;
    waiting := tables;
    WHILE cardinality(waiting) > 0 LOOP
      SELECT w INTO target FROM unnest(waiting) w WHERE NOT EXISTS (SELECT FROM pg_constraint k
        WHERE k.contype = 'f' AND k.confrelid = w AND k.conrelid <> w AND k.conrelid = ANY (waiting::oid[])) LIMIT 1;
      IF NOT FOUND THEN RAISE EXCEPTION 'tables refer to each other in a circle: %', waiting; END IF;
      EXECUTE format('DELETE FROM %s WHERE organisation_id = $1', target) USING doomed;
      GET DIAGNOSTICS rows = ROW_COUNT;
      removed := removed + rows;
      waiting := array_remove(waiting, target);
    END LOOP;
    FOREACH target IN ARRAY tables LOOP
      EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER', target);
    END LOOP;
    RETURN removed;
  END $$;
  REVOKE ALL ON FUNCTION app_remove_demo() FROM PUBLIC;
  DO $$ BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION app_remove_demo() TO %I', current_database() || '_service');
  END $$;
`;
