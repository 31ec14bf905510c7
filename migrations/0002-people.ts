import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, programmes, groups and members; staff with their roles and sessions; the register and the claims. */
export class People1763800000002 implements MigrationInterface {
  name = 'People1763800000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(COMMUNITIES);
    await db.query(MEMBERS);
    await db.query(STAFF);
    await db.query(BEFORE_SIGN_IN);
    await db.query(REFERENCES);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE claim, official_identity, sign_in_attempt, setup_link, staff_session, staff_role, staff,
        member_name, member_alias, member, channel_group, channel, chat_group, programme, organisation;
    `);
  }
}

const COMMUNITIES = `
  CREATE TABLE organisation (
    id uuid PRIMARY KEY,
    organisation_id uuid GENERATED ALWAYS AS (id) STORED,
    name text NOT NULL CONSTRAINT organisation_name_length CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT app_now()
  );
  CALL app_isolate('organisation', 'SELECT, INSERT, UPDATE');
  CREATE POLICY first_run ON organisation FOR SELECT USING (app_purpose() = 'first_run');

  CREATE TABLE programme (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    name text NOT NULL CONSTRAINT programme_name_length CHECK (length(name) BETWEEN 1 AND 200),
    timezone text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT app_now(),
    CONSTRAINT programme_name_once UNIQUE (organisation_id, name)
  );
  CALL app_isolate('programme', 'SELECT, INSERT, UPDATE');

  CREATE TABLE chat_group (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    programme_id uuid NOT NULL REFERENCES programme (id),
    name text NOT NULL CONSTRAINT chat_group_name_length CHECK (length(name) BETWEEN 1 AND 200),
    languages text[] NOT NULL DEFAULT '{}',
    timezone text NOT NULL,
    regions text[] NOT NULL DEFAULT '{}',
    size_limit integer CONSTRAINT chat_group_size_limit CHECK (size_limit BETWEEN 2 AND 5000),
    naming_pattern text,
    settings jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT app_now(),
    archived_at timestamptz,
    CONSTRAINT chat_group_name_once UNIQUE (organisation_id, programme_id, name)
  );
  CALL app_isolate('chat_group', 'SELECT, INSERT, UPDATE');

  CREATE TABLE channel (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    kind text NOT NULL,
    name text NOT NULL CONSTRAINT channel_name_length CHECK (length(name) BETWEEN 1 AND 200),
    secret_ciphertext bytea,
    created_at timestamptz NOT NULL DEFAULT app_now(),
    closed_at timestamptz
  );
  CALL app_isolate('channel', 'SELECT, INSERT, UPDATE');
  -- A delivery names its channel before anyone knows the organisation.
  CREATE POLICY receive_delivery ON channel FOR SELECT USING (app_purpose() = 'receive_delivery');

  -- Which group a channel's own group key means; the key is kept as a keyed HMAC only.
  CREATE TABLE channel_group (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    channel_id uuid NOT NULL REFERENCES channel (id),
    group_key_index bytea NOT NULL,
    group_id uuid NOT NULL REFERENCES chat_group (id),
    CONSTRAINT channel_group_pkey PRIMARY KEY (organisation_id, channel_id, group_key_index)
  );
  CALL app_isolate('channel_group', 'SELECT, INSERT, UPDATE, DELETE');
`;

const MEMBERS = `
  CREATE TABLE member (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    created_at timestamptz NOT NULL DEFAULT app_now()
  );
  CALL app_isolate('member', 'SELECT, INSERT, DELETE');

  -- The only bridge from a handle to a member; without its row every reference to the member means nobody.
  CREATE TABLE member_alias (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    handle_index bytea NOT NULL,
    member_id uuid NOT NULL REFERENCES member (id),
    channel_kind text NOT NULL,
    handle_ciphertext bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT app_now(),
    CONSTRAINT member_alias_pkey PRIMARY KEY (organisation_id, handle_index)
  );
  CREATE INDEX member_alias_member ON member_alias (member_id);
  CALL app_isolate('member_alias', 'SELECT, INSERT, DELETE');

  CREATE TABLE member_name (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    group_id uuid NOT NULL REFERENCES chat_group (id),
    member_id uuid NOT NULL REFERENCES member (id),
    name_index bytea NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    CONSTRAINT member_name_pkey PRIMARY KEY (organisation_id, group_id, member_id, name_index)
  );
  CREATE INDEX member_name_same ON member_name (organisation_id, group_id, name_index);
  CALL app_isolate('member_name', 'SELECT, INSERT, UPDATE, DELETE');
`;

const STAFF = `
  CREATE TABLE staff (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    email_index bytea NOT NULL CONSTRAINT staff_email_once UNIQUE,
    email_ciphertext bytea NOT NULL,
    name_ciphertext bytea NOT NULL,
    password_hash text NOT NULL,
    language text NOT NULL DEFAULT 'en',
    created_at timestamptz NOT NULL DEFAULT app_now(),
    disabled_at timestamptz
  );
  CALL app_isolate('staff', 'SELECT, INSERT, UPDATE');
  CREATE POLICY sign_in ON staff FOR SELECT USING (app_purpose() = 'sign_in');

  -- A role within a scope: the organisation when both are null, else one programme or one group.
  CREATE TABLE staff_role (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    role text NOT NULL CONSTRAINT staff_role_known CHECK (role IN ('admin', 'community_manager', 'coordinator',
      'safeguarding_lead', 'commander_on_duty', 'dpo', 'auditor', 'integration')),
    programme_id uuid REFERENCES programme (id),
    group_id uuid REFERENCES chat_group (id),
    CONSTRAINT staff_role_one_scope CHECK (programme_id IS NULL OR group_id IS NULL),
    CONSTRAINT staff_role_once UNIQUE NULLS NOT DISTINCT (organisation_id, staff_id, role, programme_id, group_id)
  );
  CALL app_isolate('staff_role', 'SELECT, INSERT, DELETE');

  CREATE TABLE staff_session (
    token_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
  );
  CREATE INDEX staff_session_staff ON staff_session (organisation_id, staff_id);
  CALL app_isolate('staff_session', 'SELECT, INSERT, UPDATE, DELETE');
  CREATE POLICY sign_in ON staff_session FOR SELECT USING (app_purpose() = 'sign_in');
`;

/** Before anyone is known there is no organisation to isolate; neither table holds personal data. */
const BEFORE_SIGN_IN = `
  CREATE TABLE setup_link (
    token_hash bytea PRIMARY KEY,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE TABLE sign_in_attempt (
    subject_index bytea NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE INDEX sign_in_attempt_subject ON sign_in_attempt (subject_index, at);
  DO $$ DECLARE service text := current_database() || '_service';
  BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON setup_link, sign_in_attempt TO %I', service);
  END $$;
`;

const REFERENCES = `
  CREATE TABLE official_identity (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    kind text NOT NULL CONSTRAINT official_identity_kind CHECK (kind IN ('organisation', 'person', 'role')),
    names text[] NOT NULL,
    contacts text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT app_now()
  );
  CALL app_isolate('official_identity', 'SELECT, INSERT, UPDATE, DELETE');

  CREATE TABLE claim (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    verdict text NOT NULL CONSTRAINT claim_verdict CHECK (verdict IN ('false', 'misleading', 'unverified', 'true')),
    source text,
    wordings jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT app_now()
  );
  CALL app_isolate('claim', 'SELECT, INSERT, UPDATE, DELETE');
`;
