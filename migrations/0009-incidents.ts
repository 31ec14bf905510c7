import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Incidents: where they stand, what belongs to them, who commands them and who must never know of them. */
export class Incidents1763800000009 implements MigrationInterface {
  name = 'Incidents1763800000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TRANSITIONS);
    await db.query(INCIDENTS);
    await db.query(PARTS);
    await db.query(COMMAND);
    await db.query(WORK);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE incident_step, incident_evidence, incident_event, staff_as_member, incident_recusal, incident_command,
        incident_flag, incident, incident_transition;
      DROP FUNCTION incident_has_commander(uuid);
      DROP FUNCTION app_staff();
      DROP TYPE uuid_range;
    `);
  }
}

/** The same rows as in `src/incidents/machine/transitions.ts`; a test compares them. */
const ROWS: readonly (readonly [from: string, event: string, to: string])[] = [
  ['new', 'acknowledge', 'triage'],
  ['new', 'merge', 'merged'],
  ['triage', 'lapse', 'new'],
  ['triage', 'confirm', 'confirmed'],
  ['triage', 'dismiss', 'dismissed'],
  ['triage', 'merge', 'merged'],
  ['confirmed', 'contain', 'contained'],
  ['contained', 'recur', 'confirmed'],
  ['contained', 'resolve', 'resolved'],
  ['resolved', 'close', 'closed'],
  ['closed', 'reopen', 'triage'],
  ['dismissed', 'reopen', 'triage'],
];

const TRANSITIONS = `
  -- The same for every organisation: the service may read it and nobody may change it.
  CREATE TABLE incident_transition (
    from_state text NOT NULL,
    event text NOT NULL,
    to_state text NOT NULL,
    CONSTRAINT incident_transition_pkey PRIMARY KEY (from_state, event)
  );
  INSERT INTO incident_transition VALUES ${ROWS.map((row) => `('${row.join("', '")}')`).join(', ')};
  CALL app_append_only('incident_transition');
  DO $$ BEGIN EXECUTE format('GRANT SELECT ON incident_transition TO %I', current_database() || '_service'); END $$;
`;

const INCIDENTS = `
  CREATE FUNCTION app_staff() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN app_actor() ~ '^staff:[0-9a-f-]{36}$' THEN substr(app_actor(), 7)::uuid END $$;

  CREATE TABLE incident (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    programme_id uuid NOT NULL REFERENCES programme (id),
    -- What people say on the phone. Random: a running number would tell of incidents that one may not know.
    reference text NOT NULL,
    harm text NOT NULL,
    state text NOT NULL DEFAULT 'new' CONSTRAINT incident_state CHECK (state IN
      ('new', 'triage', 'confirmed', 'contained', 'resolved', 'closed', 'dismissed', 'merged')),
    last_event text NOT NULL DEFAULT 'open',
    severity smallint NOT NULL CONSTRAINT incident_severity CHECK (severity BETWEEN 1 AND 4),
    -- Lowering a severity does not lower what its end takes.
    worst_severity smallint NOT NULL DEFAULT 4,
    visibility text NOT NULL DEFAULT 'open'
      CONSTRAINT incident_visibility CHECK (visibility IN ('open', 'need_to_know')),
    opened_at timestamptz NOT NULL DEFAULT app_now(),
    opened_by uuid,
    changed_at timestamptz NOT NULL DEFAULT app_now(),
    triaged_by uuid,
    lease_until timestamptz,
    offered_to uuid,
    offered_at timestamptz,
    asked_act text CONSTRAINT incident_asked_act CHECK (asked_act IN ('close', 'dismiss')),
    asked_by uuid,
    asked_at timestamptz,
    asked_reason text,
    ended_at timestamptz,
    ended_reason text,
    decided_by uuid,
    seconded_by uuid,
    merged_into uuid CONSTRAINT incident_merged_into REFERENCES incident (id),
    playbook jsonb,
    settled_kind text,
    settled_by uuid,
    wishes text CONSTRAINT incident_wishes CHECK (wishes IN ('recorded', 'not_safely_obtainable')),
    -- People who were let in while only those who need to know may look.
    informed uuid[] NOT NULL DEFAULT '{}',
    recused uuid[] NOT NULL DEFAULT '{}',
    CONSTRAINT incident_reference_once UNIQUE (organisation_id, reference),
    CONSTRAINT incident_triage_ends CHECK ((state = 'triage') = (lease_until IS NOT NULL)),
    CONSTRAINT incident_merged_somewhere CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
    CONSTRAINT incident_merged_elsewhere CHECK (merged_into <> id),
    CONSTRAINT incident_ended CHECK ((state IN ('closed', 'dismissed', 'merged')) = (ended_at IS NOT NULL))
  );
  CREATE INDEX incident_live ON incident (organisation_id, programme_id, harm)
    WHERE state NOT IN ('closed', 'dismissed', 'merged');
  CREATE INDEX incident_list ON incident (organisation_id, state, severity, opened_at);
  CREATE INDEX incident_lease ON incident (lease_until) WHERE lease_until IS NOT NULL;
  CREATE INDEX incident_merged ON incident (merged_into) WHERE merged_into IS NOT NULL;
  CALL app_isolate('incident', 'SELECT, INSERT, UPDATE, DELETE');
`;

const PARTS = `
  CREATE TABLE incident_flag (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    incident_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    flag_id uuid NOT NULL,
    message_id uuid NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    level text NOT NULL,
    sent_at timestamptz NOT NULL,
    -- Copied from the sighting, which is forgotten earlier; null for texts too short to be compared.
    sketch bigint,
    joined_at timestamptz NOT NULL DEFAULT app_now(),
    joined_by text NOT NULL CONSTRAINT incident_flag_joined_by
      CHECK (joined_by IN ('opened', 'campaign', 'actor', 'group', 'reviewer', 'merge')),
    CONSTRAINT incident_flag_pkey PRIMARY KEY (incident_id, flag_id)
  );
  CREATE INDEX incident_flag_flag ON incident_flag (organisation_id, flag_id);
  CREATE INDEX incident_flag_group ON incident_flag (organisation_id, group_id);
  CREATE INDEX incident_flag_member ON incident_flag (organisation_id, member_id);
  CALL app_isolate('incident_flag', 'SELECT, INSERT, UPDATE, DELETE');

  CREATE TABLE incident_recusal (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    incident_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    staff_id uuid NOT NULL REFERENCES staff (id),
    reason text NOT NULL CONSTRAINT incident_recusal_reason
      CHECK (reason IN ('named_by_reporter', 'named_by_lead', 'own_member', 'by_themselves')),
    recorded_at timestamptz NOT NULL DEFAULT app_now(),
    recorded_by text NOT NULL,
    CONSTRAINT incident_recusal_pkey PRIMARY KEY (incident_id, staff_id)
  );
  CALL app_isolate('incident_recusal', 'SELECT, INSERT, UPDATE, DELETE');

  -- A person of staff who is known to write as a member: recused wherever that member acts. Never shown to anybody.
  CREATE TABLE staff_as_member (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    member_id uuid NOT NULL,
    staff_id uuid NOT NULL REFERENCES staff (id),
    known_since timestamptz NOT NULL DEFAULT app_now(),
    CONSTRAINT staff_as_member_pkey PRIMARY KEY (organisation_id, member_id, staff_id)
  );
  CALL app_isolate('staff_as_member', 'SELECT, INSERT, DELETE');
`;

/** A range of one uuid lets an exclusion constraint say "the same incident" without an extension. */
const COMMAND = `
  CREATE TYPE uuid_range AS RANGE (subtype = uuid);
  CREATE TABLE incident_command (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    incident_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    staff_id uuid NOT NULL REFERENCES staff (id),
    from_at timestamptz NOT NULL,
    until_at timestamptz,
    CONSTRAINT incident_command_pkey PRIMARY KEY (incident_id, from_at),
    CONSTRAINT incident_command_forward CHECK (until_at >= from_at),
    CONSTRAINT incident_command_one EXCLUDE USING gist
      (uuid_range(incident_id, incident_id, '[]') WITH &&, tstzrange(from_at, until_at) WITH &&)
  );
  CREATE INDEX incident_command_staff ON incident_command (organisation_id, staff_id) WHERE until_at IS NULL;
  CALL app_isolate('incident_command', 'SELECT, INSERT, UPDATE, DELETE');
  CREATE FUNCTION incident_has_commander(asked uuid) RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT EXISTS (SELECT FROM incident_command WHERE incident_id = asked AND until_at IS NULL) $$;
`;

const WORK = `
  -- The timeline: references only, notes sealed under the incident's own key.
  CREATE TABLE incident_event (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    id uuid NOT NULL,
    incident_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT app_now(),
    ordinal bigint GENERATED ALWAYS AS IDENTITY,
    actor text NOT NULL,
    kind text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    note_ciphertext bytea,
    CONSTRAINT incident_event_pkey PRIMARY KEY (id)
  );
  CREATE INDEX incident_event_timeline ON incident_event (incident_id, ordinal);
  CALL app_isolate('incident_event', 'SELECT, INSERT, DELETE');

  -- Copies of words stay under their member's key; the hash is over what lies here, so it tells nothing.
  CREATE TABLE incident_evidence (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    id uuid NOT NULL,
    incident_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT incident_evidence_kind CHECK (kind IN ('flag', 'note')),
    flag_id uuid,
    member_id uuid,
    step text,
    text_ciphertext bytea,
    sha256 bytea NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT app_now(),
    sealed_by text NOT NULL,
    CONSTRAINT incident_evidence_pkey PRIMARY KEY (id),
    CONSTRAINT incident_evidence_once UNIQUE (incident_id, flag_id)
  );
  CREATE INDEX incident_evidence_member ON incident_evidence (organisation_id, member_id);
  CALL app_isolate('incident_evidence', 'SELECT, INSERT, DELETE');

  CREATE TABLE incident_step (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    incident_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    step text NOT NULL,
    state text NOT NULL DEFAULT 'open' CONSTRAINT incident_step_state CHECK (state IN ('open', 'done', 'waived')),
    owner uuid,
    due_at timestamptz NOT NULL,
    outcome text,
    ended_at timestamptz,
    ended_by uuid,
    raised_at timestamptz,
    CONSTRAINT incident_step_pkey PRIMARY KEY (incident_id, step),
    CONSTRAINT incident_step_ended CHECK ((state = 'open') = (ended_at IS NULL))
  );
  CREATE INDEX incident_step_due ON incident_step (due_at) WHERE state = 'open';
  CALL app_isolate('incident_step', 'SELECT, INSERT, UPDATE, DELETE');
`;
