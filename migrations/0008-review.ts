import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People decide: claims, decisions, what follows from them, appeals, and what a decision teaches. */
export class Review1763800000008 implements MigrationInterface {
  name = 'Review1763800000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(QUEUES);
    await db.query(CLAIMS);
    await db.query(DECISIONS);
    await db.query(WHAT_HOLDS_OF_A_DECISION);
    await db.query(WHAT_FOLLOWS);
    await db.query(APPEALS);
    await db.query(PULSE);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE flag_pulse, appeal, action, feedback, decision, flag_claim;
      DROP FUNCTION app_appeal_names_decider();
      DROP FUNCTION app_decision_is_allowed();
      DROP POLICY overdue_look ON flag;
      DROP INDEX flag_harm, flag_language, flag_message, flag_sketch, flag_due;
      ALTER TABLE flag DROP COLUMN sketch, DROP COLUMN due_at, DROP COLUMN escalated_at, DROP COLUMN spoken;
    `);
  }
}

/** Each queue that can be asked for is a range of one index, however long it is. */
const QUEUES = `
  ALTER TABLE flag
    ADD COLUMN sketch bigint,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN escalated_at timestamptz,
    ADD COLUMN spoken text GENERATED ALWAYS AS (language ->> 'language') STORED;
  -- What was flagged before there were due times has waited as long; the owner sees it only without FORCE.
  ALTER TABLE flag NO FORCE ROW LEVEL SECURITY;
  UPDATE flag SET due_at = created_at + CASE WHEN outcome <> 'judged' THEN interval '72 hours'
    WHEN level = 'critical' THEN interval '15 minutes' WHEN level = 'high' THEN interval '1 hour'
    ELSE interval '24 hours' END;
  ALTER TABLE flag FORCE ROW LEVEL SECURITY;
  ALTER TABLE flag ALTER COLUMN due_at SET NOT NULL;
  CREATE INDEX flag_harm ON flag
    (organisation_id, harm, outcome, state, severity_rank DESC, created_at DESC);
  CREATE INDEX flag_language ON flag
    (organisation_id, spoken, outcome, state, severity_rank DESC, created_at DESC);
  CREATE INDEX flag_message ON flag (organisation_id, message_id);
  CREATE INDEX flag_sketch ON flag (organisation_id, sketch) WHERE state = 'open' AND sketch IS NOT NULL;
  CREATE INDEX flag_due ON flag (due_at) WHERE state = 'open' AND escalated_at IS NULL;
  -- The walk looks for what is overdue before it knows whose; it reads no more than that from here.
  CREATE POLICY overdue_look ON flag FOR SELECT USING (app_purpose() = 'overdue_look');
`;

/** One holder at a time is the primary key; a lease that ended is taken over in the same statement that claims. */
const CLAIMS = `
  CREATE TABLE flag_claim (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    flag_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    claimed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT flag_claim_one_holder PRIMARY KEY (organisation_id, flag_id)
  );
  CREATE INDEX flag_claim_lapse ON flag_claim (expires_at);
  CREATE INDEX flag_claim_staff ON flag_claim (organisation_id, staff_id, expires_at);
  CALL app_isolate('flag_claim', 'SELECT, INSERT, UPDATE, DELETE');
  CREATE POLICY overdue_look ON flag_claim FOR SELECT USING (app_purpose() = 'overdue_look');
`;

const DECISIONS = `
  CREATE TABLE decision (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    flag_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT decision_kind
      CHECK (kind IN ('nothing_wrong', 'note', 'warn', 'ask_delete', 'remove_member', 'make_incident')),
    via text NOT NULL CONSTRAINT decision_via CHECK (via IN ('incident', 'appeal', 'reviewer', 'copies')),
    -- Made in one act, undone in one.
    batch_id uuid NOT NULL,
    decided_by uuid NOT NULL,
    decided_at timestamptz NOT NULL,
    sketch bigint,
    incident_id uuid,
    -- Under the member's key: their words may be in it.
    note_ciphertext bytea,
    reversal text CONSTRAINT decision_reversal CHECK (reversal IN ('undone', 'overturned')),
    reversed_by uuid,
    reversed_at timestamptz,
    CONSTRAINT decision_reversed_whole CHECK (num_nonnulls(reversal, reversed_by, reversed_at) IN (0, 3))
  );
  CREATE UNIQUE INDEX decision_one_in_force ON decision (organisation_id, flag_id) WHERE reversed_at IS NULL;
  CREATE INDEX decision_flag ON decision (organisation_id, flag_id);
  CREATE INDEX decision_batch ON decision (organisation_id, batch_id);
  CREATE INDEX decision_member ON decision (organisation_id, member_id, decided_at DESC);
  CREATE INDEX decision_sketch ON decision (organisation_id, sketch, decided_at DESC) WHERE sketch IS NOT NULL;
  CALL app_isolate('decision', 'SELECT, INSERT, UPDATE, DELETE');
`;

/** Whatever a program forgets: nobody decides what a colleague holds, and nobody is punished for asking for help. */
const WHAT_HOLDS_OF_A_DECISION = `
  CREATE FUNCTION app_decision_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.via IN ('reviewer', 'copies') AND NOT EXISTS (SELECT FROM flag_claim c
        WHERE c.organisation_id = NEW.organisation_id AND c.flag_id = NEW.flag_id
          AND c.staff_id = NEW.decided_by AND c.expires_at > app_now()) THEN
      RAISE EXCEPTION 'A decision needs the claim on its flag' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'decision_needs_claim';
    END IF;
    IF NEW.kind IN ('warn', 'ask_delete', 'remove_member') AND EXISTS (SELECT FROM flag f,
        jsonb_array_elements(CASE jsonb_typeof(f.harms) WHEN 'array' THEN f.harms ELSE '[]' END) AS h (harm)
        WHERE f.organisation_id = NEW.organisation_id AND f.id = NEW.flag_id AND h.harm ->> 'harm' = 'disclosure'
          AND (f.harm = 'disclosure' OR h.harm ->> 'level' IN ('medium', 'high', 'critical'))) THEN
      RAISE EXCEPTION 'Nobody is punished for a disclosure' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'decision_spares_disclosure';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER decision_is_allowed BEFORE INSERT ON decision
    FOR EACH ROW EXECUTE FUNCTION app_decision_is_allowed();
`;

const WHAT_FOLLOWS = `
  -- What a person was asked to do on the channel; done means that it left the house.
  CREATE TABLE action (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    decision_id uuid NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT action_kind CHECK (kind IN ('warn', 'delete_message', 'remove_member', 'restore')),
    channel_kind text NOT NULL,
    asked_at timestamptz NOT NULL,
    done_by uuid,
    done_at timestamptz,
    withdrawn_at timestamptz,
    CONSTRAINT action_pkey PRIMARY KEY (organisation_id, decision_id, kind),
    CONSTRAINT action_done_whole CHECK (num_nonnulls(done_by, done_at) IN (0, 2))
  );
  CALL app_isolate('action', 'SELECT, INSERT, UPDATE, DELETE');

  -- What a decision says about a detector: no words, and used for training only where the basis allows it that day.
  CREATE TABLE feedback (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    decision_id uuid NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
    flag_id uuid NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    detector text NOT NULL,
    version text NOT NULL,
    harm text NOT NULL,
    probability real NOT NULL,
    language text NOT NULL,
    confirmed boolean NOT NULL,
    decided_at timestamptz NOT NULL,
    CONSTRAINT feedback_pkey PRIMARY KEY (organisation_id, decision_id, detector, harm)
  );
  CREATE INDEX feedback_detector ON feedback (organisation_id, detector, decided_at DESC, decision_id, confirmed);
  CREATE INDEX feedback_member ON feedback (organisation_id, member_id);
  CALL app_isolate('feedback', 'SELECT, INSERT, DELETE');
`;

/** Who decided is taken from the decision, not from whoever writes the appeal. */
const APPEALS = `
  CREATE TABLE appeal (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    decision_id uuid NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
    decided_by uuid NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    -- Under the member's key.
    words_ciphertext bytea NOT NULL,
    taken_by uuid,
    taken_at timestamptz,
    outcome text CONSTRAINT appeal_outcome CHECK (outcome IN ('upheld', 'overturned')),
    answer_ciphertext bytea,
    answered_at timestamptz,
    CONSTRAINT appeal_once UNIQUE (organisation_id, decision_id),
    CONSTRAINT appeal_another_reviewer CHECK (taken_by <> decided_by),
    CONSTRAINT appeal_answered_by_its_taker CHECK (outcome IS NULL OR (taken_by IS NOT NULL AND answered_at IS NOT NULL))
  );
  CREATE INDEX appeal_waiting ON appeal (organisation_id, recorded_at) WHERE outcome IS NULL;
  CALL app_isolate('appeal', 'SELECT, INSERT, UPDATE, DELETE');
  CREATE FUNCTION app_appeal_names_decider() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    SELECT d.decided_by INTO STRICT NEW.decided_by FROM decision d
      WHERE d.organisation_id = NEW.organisation_id AND d.id = NEW.decision_id;
    RETURN NEW;
  END $$;
  CREATE TRIGGER appeal_names_decider BEFORE INSERT OR UPDATE ON appeal
    FOR EACH ROW EXECUTE FUNCTION app_appeal_names_decider();
`;

/** How often something was raised or settled in a group: what open queues ask every other second. */
const PULSE = `
  CREATE TABLE flag_pulse (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    group_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    raised bigint NOT NULL DEFAULT 0,
    settled bigint NOT NULL DEFAULT 0,
    CONSTRAINT flag_pulse_pkey PRIMARY KEY (organisation_id, group_id)
  );
  CALL app_isolate('flag_pulse', 'SELECT, INSERT, UPDATE, DELETE');
`;
