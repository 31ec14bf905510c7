import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What code promises about incidents, promised again to whoever comes with SQL: transitions along the table, somebody in
 * command, two people at the end of what was severe, and no row for whoever is recused.
 */
export class IncidentGuards1763800000014 implements MigrationInterface {
  name = 'IncidentGuards1763800000014';

  async up(db: QueryRunner): Promise<void> {
    await db.query(GUARD_STATE);
    await db.query(GUARD_REMOVAL);
    await db.query(GUARD_COMMAND);
    await db.query(RECUSAL);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER hides ON incident_recusal;
      DROP TRIGGER keeps_commander ON incident_command;
      DROP TRIGGER guarded_delete ON incident;
      DROP TRIGGER guarded ON incident;
      DROP FUNCTION incident_recuse();
      DROP FUNCTION incident_keeps_commander();
      DROP FUNCTION incident_guard_delete();
      DROP FUNCTION incident_guard();
      DROP PROCEDURE incident_hide_from_recused(regclass);
      DROP POLICY lapse_look ON incident;
      DROP POLICY lapse_look ON incident_step;
      DROP POLICY not_recused ON incident;
      DROP POLICY not_recused_change ON incident;
      DROP POLICY not_recused_remove ON incident;
    `);
    for (const part of PARTS)
      for (const policy of ['not_recused', 'not_recused_change', 'not_recused_remove'])
        await db.query(`DROP POLICY ${policy} ON ${part}`);
  }
}

/** Tables whose rows belong to one incident. */
const PARTS = [
  'incident_flag',
  'incident_recusal',
  'incident_command',
  'incident_event',
  'incident_evidence',
  'incident_step',
];

const GUARD_STATE = `
  CREATE FUNCTION incident_guard() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE ended constant text[] := '{closed,dismissed,merged}';
  BEGIN
    IF TG_OP = 'INSERT' THEN
      IF NEW.state <> 'new' THEN
        RAISE EXCEPTION 'an incident begins as new' USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_begins';
      END IF;
      NEW.worst_severity := NEW.severity;
      RETURN NEW;
    END IF;
    NEW.worst_severity := least(OLD.worst_severity, NEW.severity);
    IF NEW.state = OLD.state THEN
      -- A recusal protects somebody after the end as well; nothing else of an ended incident changes.
      IF OLD.state = ANY (ended) AND to_jsonb(NEW) - 'recused' IS DISTINCT FROM to_jsonb(OLD) - 'recused' THEN
        RAISE EXCEPTION 'an ended incident does not change'
          USING ERRCODE = 'restrict_violation', CONSTRAINT = 'incident_ended_stays';
      END IF;
      RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM incident_transition t
      WHERE t.from_state = OLD.state AND t.event = NEW.last_event AND t.to_state = NEW.state) THEN
      RAISE EXCEPTION 'no incident goes from % to % by %', OLD.state, NEW.state, NEW.last_event
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_transition_known';
    END IF;
    IF OLD.state = ANY (ended) AND OLD.ended_at < app_now() - interval '30 days' THEN
      RAISE EXCEPTION 'an incident is reopened within 30 days' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'incident_reopened_in_time';
    END IF;
    IF NEW.state IN ('confirmed', 'contained', 'resolved', 'closed') AND NOT incident_has_commander(NEW.id) THEN
      RAISE EXCEPTION 'nobody commands the incident' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'incident_commanded';
    END IF;
    IF NEW.state IN ('closed', 'dismissed') AND NEW.worst_severity <= 2 AND (
      NEW.decided_by IS NULL OR NEW.seconded_by IS NULL OR NEW.decided_by = NEW.seconded_by
      OR (NEW.state = 'closed' AND (SELECT count(DISTINCT c.staff_id) FROM incident_command c
        WHERE c.incident_id = NEW.id AND c.staff_id IN (NEW.decided_by, NEW.seconded_by)) = 2)) THEN
      RAISE EXCEPTION 'two people end a severe incident, and one of them did not command it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_four_eyes';
    END IF;
    -- Locked, so that two incidents merged into each other at once wait for each other and one is refused.
    IF NEW.state = 'merged' THEN
      PERFORM FROM incident i WHERE i.id = NEW.merged_into AND i.programme_id = NEW.programme_id
        AND i.state <> ALL (ended) FOR UPDATE;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'an incident is merged into a live one of its programme' USING ERRCODE = 'check_violation',
          CONSTRAINT = 'incident_merged_into_live';
      END IF;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON incident FOR EACH ROW EXECUTE FUNCTION incident_guard();
`;

const GUARD_REMOVAL = `
  CREATE FUNCTION incident_guard_delete() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.state NOT IN ('closed', 'dismissed', 'merged') AND app_purpose() IS DISTINCT FROM 'remove_demo' THEN
      RAISE EXCEPTION 'a live incident is not removed'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'incident_live_stays';
    END IF;
    RETURN OLD;
  END $$;
  CREATE TRIGGER guarded_delete BEFORE DELETE ON incident FOR EACH ROW EXECUTE FUNCTION incident_guard_delete();
`;

/** Asked at commit: a handover ends one command and begins the next. */
const GUARD_COMMAND = `
  CREATE FUNCTION incident_keeps_commander() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM incident i WHERE i.id = OLD.incident_id AND i.state IN ('confirmed', 'contained', 'resolved'))
      AND NOT incident_has_commander(OLD.incident_id) THEN
      RAISE EXCEPTION 'a confirmed incident is commanded until it is closed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_commanded';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER keeps_commander AFTER UPDATE OR DELETE ON incident_command
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION incident_keeps_commander();
`;

/**
 * For a recused person the rows do not exist, whatever the query. The list is kept on the incident itself: a policy that
 * looked into another table would need that table to be open to them.
 */
const RECUSAL = `
  CREATE POLICY not_recused ON incident AS RESTRICTIVE FOR SELECT
    USING (app_staff() IS NULL OR app_purpose() = 'recuse' OR NOT app_staff() = ANY (recused));
  CREATE POLICY not_recused_change ON incident AS RESTRICTIVE FOR UPDATE
    USING (app_staff() IS NULL OR app_purpose() = 'recuse' OR NOT app_staff() = ANY (recused));
  CREATE POLICY not_recused_remove ON incident AS RESTRICTIVE FOR DELETE
    USING (app_staff() IS NULL OR NOT app_staff() = ANY (recused));

  -- Leases and steps that have run out are looked for in all organisations at once; each is then worked on in its own.
  CREATE POLICY lapse_look ON incident FOR SELECT USING (app_purpose() = 'lapse_look');
  CREATE POLICY lapse_look ON incident_step FOR SELECT USING (app_purpose() = 'lapse_look');

  -- What belongs to an incident is there for those for whom the incident is.
  CREATE PROCEDURE incident_hide_from_recused(target regclass) LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE POLICY not_recused ON %s AS RESTRICTIVE FOR SELECT
      USING (app_staff() IS NULL OR EXISTS (SELECT FROM incident i WHERE i.id = incident_id))', target);
    EXECUTE format('CREATE POLICY not_recused_change ON %s AS RESTRICTIVE FOR UPDATE
      USING (app_staff() IS NULL OR EXISTS (SELECT FROM incident i WHERE i.id = incident_id))', target);
    EXECUTE format('CREATE POLICY not_recused_remove ON %s AS RESTRICTIVE FOR DELETE
      USING (app_staff() IS NULL OR EXISTS (SELECT FROM incident i WHERE i.id = incident_id))', target);
  END $$;
  ${PARTS.map((part) => `CALL incident_hide_from_recused('${part}');`).join('\n  ')}

  CREATE FUNCTION incident_recuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE incident SET recused = array_append(recused, NEW.staff_id)
      WHERE id = NEW.incident_id AND NOT NEW.staff_id = ANY (recused);
    RETURN NULL;
  END $$;
  CREATE TRIGGER hides AFTER INSERT ON incident_recusal FOR EACH ROW EXECUTE FUNCTION incident_recuse();
`;
