import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told, when, and what became of telling them: policies, the runs they are frozen into, and their notices. */
export class Escalation1763800000010 implements MigrationInterface {
  name = 'Escalation1763800000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(POLICIES);
    await db.query(PEOPLE);
    await db.query(RUNS);
    await db.query(NOTICES);
    await db.query(WEBHOOKS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE escalation_webhook, escalation_notice, escalation_run, escalation_policy;
      DROP FUNCTION escalation_people(jsonb, uuid, uuid[]);
      DROP FUNCTION escalation_policy_guard();
    `);
  }
}

/** What was in force is never rewritten: a run of last year can be read against the policy of last year. */
const POLICIES = `
  CREATE TABLE escalation_policy (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    programme_id uuid NOT NULL REFERENCES programme (id),
    version integer NOT NULL,
    state text NOT NULL CONSTRAINT escalation_policy_state CHECK (state IN ('draft', 'published', 'retired')),
    steps jsonb NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    published_at timestamptz,
    retired_at timestamptz,
    CONSTRAINT escalation_policy_version_once UNIQUE (organisation_id, programme_id, version)
  );
  CREATE UNIQUE INDEX escalation_policy_one_draft ON escalation_policy (organisation_id, programme_id)
    WHERE state = 'draft';
  CREATE UNIQUE INDEX escalation_policy_one_published ON escalation_policy (organisation_id, programme_id)
    WHERE state = 'published';
  CALL app_isolate('escalation_policy', 'SELECT, INSERT, UPDATE');

  CREATE FUNCTION escalation_policy_guard() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.state <> 'draft' AND (NEW.steps, NEW.version, NEW.programme_id) IS DISTINCT FROM
        (OLD.steps, OLD.version, OLD.programme_id) OR OLD.state = 'retired' AND NEW.state <> 'retired' THEN
      RAISE EXCEPTION 'a published policy is never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER keep_published BEFORE UPDATE ON escalation_policy
    FOR EACH ROW EXECUTE FUNCTION escalation_policy_guard();
`;

/**
 * Who a step means right now; the preview and the firing ask the same question. A role of the programme means those
 * who hold it there, and where none of them is available, those who hold it for the whole organisation.
 */
const PEOPLE = `
  CREATE FUNCTION escalation_people(targets jsonb, programme uuid, excluded uuid[]) RETURNS SETOF uuid
  LANGUAGE sql STABLE AS $$
    WITH available AS (
      SELECT s.id FROM staff s
      WHERE s.organisation_id = app_organisation() AND s.disabled_at IS NULL AND s.id <> ALL (excluded)
    ), target AS (
      SELECT t ->> 'kind' AS kind, t ->> 'role' AS role, t ->> 'within' AS within, t ->> 'staffId' AS person
      FROM jsonb_array_elements(targets) t
    ), holder AS (
      SELECT t.role, t.within, r.staff_id, r.programme_id IS NOT NULL AS near
      FROM target t
      JOIN staff_role r ON r.organisation_id = app_organisation() AND r.role = t.role AND r.group_id IS NULL
      JOIN available a ON a.id = r.staff_id
      WHERE t.kind = 'role' AND (r.programme_id IS NULL OR (t.within = 'programme' AND r.programme_id = programme))
    )
    SELECT h.staff_id FROM holder h
    WHERE h.near OR h.within = 'organisation'
      OR NOT EXISTS (SELECT FROM holder n WHERE n.role = h.role AND n.within = h.within AND n.near)
    UNION
    SELECT a.id FROM target t JOIN available a ON a.id = t.person::uuid WHERE t.kind = 'person'
  $$;
`;

const RUNS = `
  CREATE TABLE escalation_run (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    programme_id uuid NOT NULL REFERENCES programme (id),
    subject_kind text NOT NULL CONSTRAINT escalation_run_subject CHECK (subject_kind IN ('incident', 'flag')),
    subject_id uuid NOT NULL,
    reference text NOT NULL CONSTRAINT escalation_run_reference CHECK (length(reference) BETWEEN 1 AND 40),
    severity smallint NOT NULL CONSTRAINT escalation_run_severity CHECK (severity BETWEEN 1 AND 4),
    harm text,
    excluded uuid[] NOT NULL DEFAULT '{}',
    policy_id uuid NOT NULL REFERENCES escalation_policy (id),
    -- The policy as it stood when the run began.
    steps jsonb NOT NULL,
    state text NOT NULL DEFAULT 'waiting'
      CONSTRAINT escalation_run_state CHECK (state IN ('waiting', 'held', 'ended')),
    -- The step that fires next, and how often the run has come round.
    step smallint NOT NULL DEFAULT 0,
    loop integer NOT NULL DEFAULT 0,
    fired_step smallint,
    fired_at timestamptz,
    due_at timestamptz,
    -- At the last firing nobody at all could be told.
    unanswerable boolean NOT NULL DEFAULT false,
    acknowledged_by uuid REFERENCES staff (id),
    acknowledged_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT app_now(),
    ended_at timestamptz,
    -- Never silence: whatever is not settled has a time at which something happens.
    CONSTRAINT escalation_run_timer CHECK ((state = 'ended') = (due_at IS NULL)),
    CONSTRAINT escalation_run_held CHECK (state <> 'held' OR acknowledged_by IS NOT NULL)
  );
  CREATE UNIQUE INDEX escalation_run_one_live ON escalation_run (organisation_id, subject_kind, subject_id)
    WHERE state <> 'ended';
  CREATE INDEX escalation_run_due ON escalation_run (organisation_id, due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX escalation_run_due_anywhere ON escalation_run (due_at) WHERE due_at IS NOT NULL;
  CALL app_isolate('escalation_run', 'SELECT, INSERT, UPDATE');
  -- Workers look for what is due before they know whose it is.
  CREATE POLICY dispatch_look ON escalation_run FOR SELECT USING (app_purpose() = 'dispatch');
`;

const NOTICES = `
  CREATE TABLE escalation_notice (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    run_id uuid NOT NULL REFERENCES escalation_run (id),
    step smallint NOT NULL,
    loop integer NOT NULL,
    -- Null: the organisation's webhook.
    staff_id uuid REFERENCES staff (id),
    channel text NOT NULL CONSTRAINT escalation_notice_channel CHECK (channel IN ('console', 'mail', 'webhook')),
    severity smallint NOT NULL,
    state text NOT NULL CONSTRAINT escalation_notice_state
      CHECK (state IN ('waiting', 'attempting', 'handing_over', 'delivered', 'failed', 'withdrawn')),
    created_at timestamptz NOT NULL,
    -- When it is looked at again: the next attempt, or the moment an attempt counts as abandoned.
    due_at timestamptz,
    attempt uuid,
    attempts smallint NOT NULL DEFAULT 0,
    -- Raised when a process died while handing the notice over: whether it arrived, nobody can know.
    copy smallint NOT NULL DEFAULT 0,
    last_error text,
    delivered_at timestamptz,
    acknowledged_at timestamptz,
    CONSTRAINT escalation_notice_once UNIQUE NULLS NOT DISTINCT
      (organisation_id, run_id, step, loop, staff_id, channel),
    CONSTRAINT escalation_notice_timer
      CHECK ((state IN ('waiting', 'attempting', 'handing_over')) = (due_at IS NOT NULL))
  );
  CREATE INDEX escalation_notice_due ON escalation_notice (organisation_id, due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX escalation_notice_due_anywhere ON escalation_notice (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX escalation_notice_person ON escalation_notice (organisation_id, staff_id, created_at DESC)
    WHERE channel = 'console';
  CREATE INDEX escalation_notice_run ON escalation_notice (run_id);
  -- What health asks for.
  CREATE INDEX escalation_notice_trouble ON escalation_notice (created_at) WHERE state = 'failed' OR copy > 0;
  CALL app_isolate('escalation_notice', 'SELECT, INSERT, UPDATE');
  CREATE POLICY dispatch_look ON escalation_notice FOR SELECT USING (app_purpose() = 'dispatch');
`;

const WEBHOOKS = `
  CREATE TABLE escalation_webhook (
    organisation_id uuid PRIMARY KEY REFERENCES organisation (id),
    url_ciphertext bytea NOT NULL,
    secret_ciphertext bytea NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
  );
  CALL app_isolate('escalation_webhook', 'SELECT, INSERT, UPDATE, DELETE');
`;
