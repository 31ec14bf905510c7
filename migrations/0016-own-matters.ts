import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nobody reviews what they wrote themselves, or what belongs to a matter they are recused from: as with incidents, the
 * rows do not exist for them, whatever the query.
 */
export class OwnMatters1763800000016 implements MigrationInterface {
  name = 'OwnMatters1763800000016';

  async up(db: QueryRunner): Promise<void> {
    await db.query(COLUMNS);
    await db.query(LEARNED);
    await db.query(CARRIED_ON);
    await db.query(HIDDEN);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['flag', 'decision', ...OF_A_DECISION])
      await db.query(`
        DROP POLICY not_recused ON ${table};
        DROP POLICY not_recused_change ON ${table};
        DROP POLICY not_recused_remove ON ${table};
      `);
    await db.query(`
      DROP PROCEDURE app_hide_from_recused(regclass, text);
      DROP TRIGGER recuses_decisions ON flag;
      DROP TRIGGER knows_recused ON decision;
      DROP TRIGGER knows_writers ON flag;
      DROP TRIGGER recuses_flags ON staff_as_member;
      DROP TRIGGER recuses_flags ON incident;
      DROP TRIGGER recuses_flags ON incident_flag;
      DROP FUNCTION decision_recuse(), decision_knows_recused(), flag_knows_writers(), flag_recuse_writer(),
        flag_recuse_with_incident(), flag_recuse_joined(), flag_recuse(uuid, uuid[], uuid[]), app_recusable();
      ALTER TABLE decision DROP COLUMN recused;
      ALTER TABLE flag DROP COLUMN recused;
    `);
  }
}

/** What was flagged and decided before is told as well; the owner sees it only without FORCE. */
const FORCED = ['flag', 'decision', 'incident', 'incident_flag', 'staff_as_member'];

const COLUMNS = `
  -- Null for nearly all: then the planner knows that the policy below leaves nothing out, and reads the same index as before.
  ALTER TABLE flag ADD COLUMN recused uuid[];
  ALTER TABLE decision ADD COLUMN recused uuid[];
  ${FORCED.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;`).join('\n  ')}
  UPDATE flag f SET recused = known.people FROM (
      SELECT o.id, array_agg(DISTINCT who.staff_id) AS people FROM flag o CROSS JOIN LATERAL (
        SELECT m.staff_id FROM staff_as_member m
          WHERE m.organisation_id = o.organisation_id AND m.member_id = o.member_id
        UNION SELECT unnest(i.recused) FROM incident_flag j JOIN incident i ON i.id = j.incident_id
          WHERE j.flag_id = o.id) AS who GROUP BY o.id) AS known
    WHERE f.id = known.id;
  UPDATE decision d SET recused = f.recused FROM flag f WHERE f.id = d.flag_id AND f.recused IS NOT NULL;
  ${FORCED.map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`).join('\n  ')}
`;

/** A flag learns who is recused from whoever is known to have written it, and from every incident it is part of. */
const LEARNED = `
  CREATE FUNCTION flag_recuse(whose uuid, flags uuid[], people uuid[]) RETURNS void LANGUAGE sql AS $$
    UPDATE flag SET recused = ARRAY(SELECT DISTINCT unnest(coalesce(recused, '{}') || people))
      WHERE organisation_id = whose AND id = ANY (flags) AND NOT coalesce(recused, '{}') @> people;
    -- What they held is anybody's again.
    DELETE FROM flag_claim WHERE organisation_id = whose AND flag_id = ANY (flags) AND staff_id = ANY (people) $$;

  CREATE FUNCTION flag_knows_writers() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.recused := (SELECT array_agg(staff_id) FROM staff_as_member
      WHERE organisation_id = NEW.organisation_id AND member_id = NEW.member_id);
    RETURN NEW;
  END $$;
  CREATE TRIGGER knows_writers BEFORE INSERT ON flag FOR EACH ROW EXECUTE FUNCTION flag_knows_writers();

  CREATE FUNCTION flag_recuse_writer() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM flag_recuse(NEW.organisation_id, ARRAY(SELECT id FROM flag
      WHERE organisation_id = NEW.organisation_id AND member_id = NEW.member_id), ARRAY[NEW.staff_id]);
    RETURN NULL;
  END $$;
  CREATE TRIGGER recuses_flags AFTER INSERT ON staff_as_member
    FOR EACH ROW EXECUTE FUNCTION flag_recuse_writer();

  CREATE FUNCTION flag_recuse_with_incident() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM flag_recuse(NEW.organisation_id, ARRAY(SELECT flag_id FROM incident_flag WHERE incident_id = NEW.id), NEW.recused);
    RETURN NULL;
  END $$;
  CREATE TRIGGER recuses_flags AFTER UPDATE OF recused ON incident
    FOR EACH ROW EXECUTE FUNCTION flag_recuse_with_incident();

  CREATE FUNCTION flag_recuse_joined() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM flag_recuse(NEW.organisation_id, ARRAY[NEW.flag_id], (SELECT recused FROM incident WHERE id = NEW.incident_id));
    RETURN NULL;
  END $$;
  CREATE TRIGGER recuses_flags AFTER INSERT OR UPDATE OF incident_id ON incident_flag
    FOR EACH ROW EXECUTE FUNCTION flag_recuse_joined();
`;

/** A decision outlives its flag, so it keeps the list itself. */
const CARRIED_ON = `
  CREATE FUNCTION decision_knows_recused() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.recused := (SELECT recused FROM flag WHERE id = NEW.flag_id);
    RETURN NEW;
  END $$;
  CREATE TRIGGER knows_recused BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_knows_recused();

  CREATE FUNCTION decision_recuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE decision SET recused = NEW.recused
      WHERE organisation_id = NEW.organisation_id AND flag_id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER recuses_decisions AFTER UPDATE OF recused ON flag FOR EACH ROW EXECUTE FUNCTION decision_recuse();
`;

/** What follows from a decision is there for those for whom the decision is. */
const OF_A_DECISION = ['action', 'feedback', 'appeal'];

/**
 * The act that recuses somebody goes on to its end, and whoever forgets a member forgets all of it. Who asks is looked up
 * once for a query, in a scalar subquery: counts of long queues read thousands of rows.
 */
const SEEN = 'recused IS NULL OR NOT coalesce((SELECT app_recusable()) = ANY (recused), false)';
const HIDDEN = `
  CREATE FUNCTION app_recusable() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN app_purpose() IN ('recuse', 'forget') THEN NULL ELSE app_staff() END $$;
  CREATE PROCEDURE app_hide_from_recused(target regclass, seen text) LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE POLICY not_recused ON %s AS RESTRICTIVE FOR SELECT USING (%s)', target, seen);
    EXECUTE format('CREATE POLICY not_recused_change ON %s AS RESTRICTIVE FOR UPDATE USING (%s)', target, seen);
    EXECUTE format('CREATE POLICY not_recused_remove ON %s AS RESTRICTIVE FOR DELETE USING (%s)', target, seen);
  END $$;
  CALL app_hide_from_recused('flag', '${SEEN}');
  CALL app_hide_from_recused('decision', '${SEEN}');
  ${OF_A_DECISION.map((table) => `CALL app_hide_from_recused('${table}', 'app_staff() IS NULL OR EXISTS (SELECT FROM decision d WHERE d.id = decision_id)');`).join('\n  ')}
`;
