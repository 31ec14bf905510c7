import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ground the other migrations stand on: who is asking (`app_organisation`, `app_purpose`), what time it is
 * (`app_now`), the role the service connects as, and one way each to isolate a table and to cut it by time.
 */
export class Ground1763800000001 implements MigrationInterface {
  name = 'Ground1763800000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(IDENTITY_OF_THE_CALLER);
    await db.query(SERVICE_ROLE);
    await db.query(ISOLATION);
    await db.query(APPEND_ONLY);
    await db.query(TIME_PARTITIONS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION app_drop_partitions(text, timestamptz);
      DROP FUNCTION app_ensure_partitions(text, timestamptz, timestamptz);
      DROP TABLE time_partitioned;
      DROP FUNCTION app_refuse_change();
      DROP PROCEDURE app_append_only(regclass);
      DROP PROCEDURE app_isolate(regclass, text);
      DROP FUNCTION app_now();
      DROP FUNCTION app_purpose();
      DROP FUNCTION app_actor();
      DROP FUNCTION app_organisation();
    `);
    await db.query(`
      DO $$ DECLARE service text := current_database() || '_service';
      BEGIN
        EXECUTE format('DROP OWNED BY %I', service);
        EXECUTE format('DROP ROLE %I', service);
      END $$`);
  }
}

const IDENTITY_OF_THE_CALLER = `
  CREATE FUNCTION app_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.organisation', true), '')::uuid $$;
  CREATE FUNCTION app_actor() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.actor', true), '') $$;
  CREATE FUNCTION app_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.purpose', true), '') $$;
  -- Follows the injected clock where there is one (tests, drills); the database's own clock otherwise.
  CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;
`;

/** One role per database, because roles belong to the whole server; its password is set where migrations are run. */
const SERVICE_ROLE = `
  DO $$ DECLARE service text := current_database() || '_service';
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', service);
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), service);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', service);
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  END $$;
`;

const ISOLATION = `
  -- Rows of other organisations do not exist, for the owner neither; without a unit of work no row does.
  CREATE PROCEDURE app_isolate(target regclass, grants text) LANGUAGE plpgsql AS $$
  DECLARE service text := current_database() || '_service';
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY own_organisation ON %s
      USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation())', target);
    EXECUTE format('GRANT %s ON %s TO %I', grants, target, service);
  END $$;
`;

const APPEND_ONLY = `
  CREATE FUNCTION app_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
  CREATE PROCEDURE app_append_only(target regclass) LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
      FOR EACH ROW EXECUTE FUNCTION app_refuse_change()', target);
  END $$;
`;

/**
 * The service owns nothing, so it asks these functions for partitions. Partitions carry no grants: rows are reached
 * through the parent and its policy only.
 */
const TIME_PARTITIONS = `
  CREATE TABLE time_partitioned (
    parent text PRIMARY KEY,
    step text NOT NULL CHECK (step IN ('day', 'week', 'month', 'year'))
  );
  CREATE FUNCTION app_ensure_partitions(target text, since timestamptz, until timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE width text; lower timestamp; upper timestamp; part text; made integer := 0;
  BEGIN
    SELECT step INTO STRICT width FROM time_partitioned WHERE parent = target;
    lower := date_trunc(width, since AT TIME ZONE 'UTC');
    WHILE lower <= until AT TIME ZONE 'UTC' LOOP
      upper := lower + ('1 ' || width)::interval;
      part := target || '_' || to_char(lower, 'YYYYMMDD');
      IF to_regclass(part) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('app_ensure_partitions:' || target));
        -- Asked of the catalogue: to_regclass may answer from before the lock was had.
        IF NOT EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = 'public'::regnamespace) THEN
          EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
            part, target, lower AT TIME ZONE 'UTC', upper AT TIME ZONE 'UTC');
          EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
          made := made + 1;
        END IF;
      END IF;
      lower := upper;
    END LOOP;
    RETURN made;
  END $$;
  -- Forgetting everything older than a moment is a DROP. Answers the number of partitions dropped.
  CREATE FUNCTION app_drop_partitions(target text, before timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE width text; part record; dropped integer := 0;
  BEGIN
    SELECT step INTO STRICT width FROM time_partitioned WHERE parent = target;
    FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = target::regclass LOOP
      IF to_timestamp(right(part.relname, 8) || ' UTC', 'YYYYMMDD TZ') + ('1 ' || width)::interval <= before THEN
        EXECUTE format('DROP TABLE %I', part.relname);
        dropped := dropped + 1;
      END IF;
    END LOOP;
    RETURN dropped;
  END $$;
  REVOKE ALL ON FUNCTION app_ensure_partitions(text, timestamptz, timestamptz) FROM PUBLIC;
  REVOKE ALL ON FUNCTION app_drop_partitions(text, timestamptz) FROM PUBLIC;
  DO $$ DECLARE service text := current_database() || '_service';
  BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION app_ensure_partitions(text, timestamptz, timestamptz) TO %I', service);
    EXECUTE format('GRANT EXECUTE ON FUNCTION app_drop_partitions(text, timestamptz) TO %I', service);
  END $$;
`;
