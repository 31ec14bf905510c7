import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long each class is kept, rows that cannot be seen once they are over, runs that remove them, and who was forgotten. */
export class Retention1763800000012 implements MigrationInterface {
  name = 'Retention1763800000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(CLASSES);
    await db.query(EXPIRY);
    for (const [table, kept] of HIDDEN) await db.query(`CALL app_expire('${table}', $kept$${kept}$kept$)`);
    await db.query(RIGHTS);
    await db.query(LEDGER);
    await db.query(RUNS);
    await db.query(ERASURES);
    await db.query(
      `CREATE POLICY retention_look ON organisation FOR SELECT USING (app_purpose() = 'retention_look')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP POLICY retention_look ON organisation;
      DROP TABLE erasure, retention_run_line, retention_run;
      DROP TRIGGER append_only ON basis_event;
      DROP TRIGGER append_only ON objection_event;
      DROP FUNCTION app_refuse_change_in_time();
      CALL app_append_only('basis_event');
      CALL app_append_only('objection_event');
      DROP INDEX decision_due, feedback_decision, action_decision, appeal_decision, import_quarantine_import;
    `);
    for (const [table] of HIDDEN) await db.query(`DROP POLICY not_expired ON ${table}`);
    await db.query(
      RIGHTS.replaceAll('GRANT', 'REVOKE').replaceAll(' TO %I', ' FROM %I').replace(INDEXES, ''),
    );
    await db.query(`
      DROP PROCEDURE app_expire(regclass, text);
      DROP FUNCTION app_horizon(text);
      DROP FUNCTION app_due(text);
      DROP TABLE retention_setting, retention_class;
      DROP FUNCTION app_retention_setting_guard();
    `);
  }
}

/** The same as in `src/retention/classes.yaml`; a test compares them. Class, days kept, shortest, longest. */
const ROWS: readonly (readonly [name: string, keep: number, floor: number, cap: number])[] = [
  ['message', 3, 1, 30],
  ['flag', 30, 1, 365],
  ['flag_undecided', 180, 1, 365],
  ['flag_in_incident', 90, 1, 730],
  ['decision', 90, 1, 365],
  ['claim_on_flag', 1, 1, 7],
  ['incident', 730, 90, 3650],
  ['notice', 180, 1, 730],
  ['member_name', 90, 1, 365],
  ['member_join', 90, 1, 365],
  ['sighting', 90, 1, 365],
  ['import', 180, 1, 730],
  ['delivery', 30, 1, 90],
  ['delivery_receipt', 30, 1, 90],
  ['consent', 1095, 1095, 3650],
  ['refusal_count', 730, 1, 3650],
  ['detector_failure', 90, 1, 365],
  ['sign_in', 30, 1, 90],
  ['sign_in_attempt', 1, 1, 1],
  ['invitation', 7, 1, 30],
  ['token', 180, 1, 730],
];

const CLASSES = `
  -- The same for every organisation: the service may read it and nobody may change it.
  CREATE TABLE retention_class (
    class text PRIMARY KEY,
    keep_days integer NOT NULL,
    floor_days integer NOT NULL,
    cap_days integer NOT NULL
  );
  INSERT INTO retention_class VALUES ${ROWS.map(([name, ...days]) => `('${name}', ${days.join(', ')})`).join(', ')};
  DO $$ BEGIN EXECUTE format('GRANT SELECT ON retention_class TO %I', current_database() || '_service'); END $$;

  -- What an organisation chose instead, within the bounds of the class.
  CREATE TABLE retention_setting (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    class text NOT NULL,
    keep_days integer NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT app_now(),
    CONSTRAINT retention_setting_pkey PRIMARY KEY (organisation_id, class)
  );
  CALL app_isolate('retention_setting', 'SELECT, INSERT, UPDATE, DELETE');
  -- A partition holds rows of all organisations, so the longest keep of any decides when it is dropped.
  CREATE POLICY retention_look ON retention_setting FOR SELECT USING (app_purpose() = 'retention_look');
  CREATE FUNCTION app_retention_setting_guard() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM retention_class c
        WHERE c.class = NEW.class AND NEW.keep_days BETWEEN c.floor_days AND c.cap_days) THEN
      RAISE EXCEPTION 'no keep of % days for %', NEW.keep_days, NEW.class
        USING ERRCODE = 'check_violation', CONSTRAINT = 'retention_setting_within';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER within_bounds BEFORE INSERT OR UPDATE ON retention_setting
    FOR EACH ROW EXECUTE FUNCTION app_retention_setting_guard();
`;

/**
 * Policies ask for the horizon in a scalar subquery: it is looked up once for a query, and prunes partitions and bounds
 * index scans like a constant.
 */
const EXPIRY = `
  -- Whatever of the class was there before this moment is over for the organisation that asks.
  CREATE FUNCTION app_due(asked text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT app_now() - make_interval(days => coalesce(
      (SELECT s.keep_days FROM retention_setting s WHERE s.organisation_id = app_organisation() AND s.class = asked),
      (SELECT c.keep_days FROM retention_class c WHERE c.class = asked))) $$;
  -- The same for whoever looks; those who remove what is over see it still.
  CREATE FUNCTION app_horizon(asked text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN app_purpose() IN ('retention', 'forget') THEN '-infinity'::timestamptz ELSE app_due(asked) END $$;
  CREATE PROCEDURE app_expire(target regclass, kept text) LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE POLICY not_expired ON %s AS RESTRICTIVE FOR SELECT USING (%s)', target, kept);
  END $$;
`;

/** An incident that has not ended, or not long enough ago. */
const IN_INCIDENT = (
  flag: string,
) => `EXISTS (SELECT FROM incident_flag f JOIN incident i ON i.id = f.incident_id
  WHERE f.flag_id = ${flag} AND (i.ended_at IS NULL OR i.ended_at > (SELECT app_horizon('flag_in_incident'))))`;

/** Tables with words or names of people, and what is still there to be seen. */
const HIDDEN: readonly (readonly [table: string, kept: string])[] = [
  ['message', `stored_at > (SELECT app_horizon('message'))`],
  [
    'flag',
    `created_at > (SELECT app_horizon('flag'))
      OR (state = 'open' AND created_at > (SELECT app_horizon('flag_undecided'))) OR ${IN_INCIDENT('flag.id')}`,
  ],
  ['decision', `decided_at > (SELECT app_horizon('decision')) OR ${IN_INCIDENT('decision.flag_id')}`],
  ['appeal', `EXISTS (SELECT FROM decision d WHERE d.id = decision_id)`],
  ['incident', `ended_at IS NULL OR ended_at > (SELECT app_horizon('incident'))`],
  ['incident_event', 'EXISTS (SELECT FROM incident i WHERE i.id = incident_id)'],
  ['incident_evidence', 'EXISTS (SELECT FROM incident i WHERE i.id = incident_id)'],
  ['escalation_notice', `created_at > (SELECT app_horizon('notice'))`],
  ['escalation_run', `ended_at IS NULL OR ended_at > (SELECT app_horizon('notice'))`],
  ['import', `finished_at IS NULL OR finished_at > (SELECT app_horizon('import'))`],
  ['delivery', `state = 'waiting' OR received_at > (SELECT app_horizon('delivery'))`],
];

/** A row that goes takes those that belong to it along; without these each of them would be looked for in the whole table. */
const INDEXES = `
  CREATE INDEX decision_due ON decision (organisation_id, decided_at);
  CREATE INDEX feedback_decision ON feedback (decision_id);
  CREATE INDEX action_decision ON action (decision_id);
  CREATE INDEX appeal_decision ON appeal (decision_id);
  CREATE INDEX import_quarantine_import ON import_quarantine (import_id);
`;

const RIGHTS = `
  ${INDEXES}
  DO $$ DECLARE service text := current_database() || '_service';
  BEGIN
    EXECUTE format('GRANT DELETE ON escalation_run, escalation_notice, delivery_receipt, refusal_count,
      detector_failure, basis_event, objection_event TO %I', service);
  END $$;
`;

/** Three years are the least; what holds now is told by what was recorded last, which the run leaves alone. */
const LEDGER = `
  CREATE FUNCTION app_refuse_change_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' AND app_purpose() = 'retention' AND OLD.at < app_now() - interval '1095 days' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  DROP TRIGGER append_only ON basis_event;
  DROP TRIGGER append_only ON objection_event;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON basis_event
    FOR EACH ROW EXECUTE FUNCTION app_refuse_change_in_time();
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON objection_event
    FOR EACH ROW EXECUTE FUNCTION app_refuse_change_in_time();
`;

const RUNS = `
  CREATE TABLE retention_run (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    -- Whoever works on it holds it until then; one whose process died is gone on with by another.
    held_until timestamptz NOT NULL,
    finished_at timestamptz
  );
  CREATE UNIQUE INDEX retention_run_one ON retention_run (organisation_id) WHERE finished_at IS NULL;
  CREATE INDEX retention_run_latest ON retention_run (organisation_id, asked_at DESC);
  CALL app_isolate('retention_run', 'SELECT, INSERT, UPDATE');
  CREATE POLICY retention_look ON retention_run FOR SELECT USING (app_purpose() = 'retention_look');

  CREATE TABLE retention_run_line (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    run_id uuid NOT NULL REFERENCES retention_run (id),
    class text NOT NULL,
    rows bigint NOT NULL DEFAULT 0,
    partitions integer NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    CONSTRAINT retention_run_line_pkey PRIMARY KEY (organisation_id, run_id, class)
  );
  CALL app_isolate('retention_run_line', 'SELECT, INSERT, UPDATE');
`;

const ERASURES = `
  CREATE TABLE erasure (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    -- Random, and nobody's once the rest is gone.
    member_id uuid NOT NULL,
    ground text NOT NULL CONSTRAINT erasure_ground CHECK (ground IN ('own_wish', 'guardian', 'organisation')),
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    -- Rows by table so far, so that the receipt of an erasure that was cut off counts what was done before.
    removed jsonb NOT NULL DEFAULT '{}',
    done_at timestamptz,
    receipt jsonb,
    receipt_hash bytea,
    -- Looked for once more when no process can hold the key any longer.
    settled_at timestamptz,
    CONSTRAINT erasure_once UNIQUE (organisation_id, member_id),
    CONSTRAINT erasure_done_whole CHECK (num_nonnulls(done_at, receipt, receipt_hash) IN (0, 3)),
    CONSTRAINT erasure_settled_after CHECK (settled_at IS NULL OR done_at IS NOT NULL)
  );
  CREATE INDEX erasure_unsettled ON erasure (asked_at) WHERE settled_at IS NULL;
  CALL app_isolate('erasure', 'SELECT, INSERT, UPDATE');
  CREATE POLICY retention_look ON erasure FOR SELECT USING (app_purpose() = 'retention_look');
`;
