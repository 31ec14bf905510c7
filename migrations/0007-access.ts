import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people come to have a login, prove who they are and what they agreed to, and how programs are let in. */
export class Access1763800000007 implements MigrationInterface {
  name = 'Access1763800000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(INVITATIONS);
    await db.query(ENTRY);
    await db.query(TOKENS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE api_token, recovery_code, second_factor, conduct_acceptance, invitation_role, invitation;
      ALTER TABLE organisation DROP COLUMN second_factor_roles;
      ALTER TABLE staff_session DROP COLUMN id, DROP COLUMN browser, DROP COLUMN awaits;
    `);
  }
}

const INVITATIONS = `
  -- The id becomes the person's own: the key that seals the address here goes on to seal it there.
  CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    token_hash bytea NOT NULL CONSTRAINT invitation_token_once UNIQUE,
    email_index bytea NOT NULL,
    email_ciphertext bytea NOT NULL,
    language text NOT NULL,
    invited_by uuid NOT NULL REFERENCES staff (id),
    created_at timestamptz NOT NULL DEFAULT app_now(),
    expires_at timestamptz NOT NULL,
    mail text NOT NULL DEFAULT 'none'
      CONSTRAINT invitation_mail CHECK (mail IN ('none', 'sent', 'failed', 'in_doubt')),
    accepted_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT invitation_one_end CHECK (accepted_at IS NULL OR revoked_at IS NULL)
  );
  CREATE UNIQUE INDEX invitation_open_once ON invitation (organisation_id, email_index)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;
  CALL app_isolate('invitation', 'SELECT, INSERT, UPDATE, DELETE');
  -- The link is opened before anyone knows the organisation.
  CREATE POLICY accept_invitation ON invitation FOR SELECT USING (app_purpose() = 'accept_invitation');

  CREATE TABLE invitation_role (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    invitation_id uuid NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT invitation_role_known CHECK (role IN ('admin', 'community_manager', 'coordinator',
      'safeguarding_lead', 'commander_on_duty', 'dpo', 'auditor')),
    programme_id uuid REFERENCES programme (id),
    group_id uuid REFERENCES chat_group (id),
    CONSTRAINT invitation_role_one_scope CHECK (programme_id IS NULL OR group_id IS NULL),
    CONSTRAINT invitation_role_once UNIQUE NULLS NOT DISTINCT
      (organisation_id, invitation_id, role, programme_id, group_id)
  );
  CALL app_isolate('invitation_role', 'SELECT, INSERT, DELETE');
`;

const ENTRY = `
  CREATE TABLE conduct_acceptance (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    version text NOT NULL,
    language text NOT NULL,
    accepted_at timestamptz NOT NULL DEFAULT app_now(),
    CONSTRAINT conduct_acceptance_pkey PRIMARY KEY (organisation_id, staff_id, version)
  );
  CALL app_isolate('conduct_acceptance', 'SELECT, INSERT, DELETE');

  CREATE TABLE second_factor (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    secret_ciphertext bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT app_now(),
    -- Null until the first code from the app was right.
    confirmed_at timestamptz,
    -- The last time step whose code was used: no code counts twice, and none before it.
    last_step bigint NOT NULL DEFAULT 0,
    CONSTRAINT second_factor_pkey PRIMARY KEY (organisation_id, staff_id)
  );
  CALL app_isolate('second_factor', 'SELECT, INSERT, UPDATE, DELETE');

  CREATE TABLE recovery_code (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    code_index bytea NOT NULL,
    used_at timestamptz,
    CONSTRAINT recovery_code_pkey PRIMARY KEY (organisation_id, staff_id, code_index)
  );
  CALL app_isolate('recovery_code', 'SELECT, INSERT, UPDATE, DELETE');

  ALTER TABLE organisation ADD COLUMN second_factor_roles text[] NOT NULL DEFAULT '{}';

  -- A session that still awaits something opens nothing but the way to it.
  ALTER TABLE staff_session
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN browser text,
    ADD COLUMN awaits text CONSTRAINT staff_session_awaits CHECK (awaits IN ('code', 'enrolment', 'conduct'));
`;

const TOKENS = `
  CREATE TABLE api_token (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    name text NOT NULL CONSTRAINT api_token_name_length CHECK (length(name) BETWEEN 1 AND 100),
    token_hash bytea NOT NULL CONSTRAINT api_token_once UNIQUE,
    permissions text[] NOT NULL,
    programme_id uuid REFERENCES programme (id),
    group_id uuid REFERENCES chat_group (id),
    created_by uuid NOT NULL REFERENCES staff (id),
    created_at timestamptz NOT NULL DEFAULT app_now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT api_token_one_scope CHECK (programme_id IS NULL OR group_id IS NULL)
  );
  CALL app_isolate('api_token', 'SELECT, INSERT, UPDATE, DELETE');
  CREATE POLICY present_token ON api_token FOR SELECT USING (app_purpose() = 'present_token');
`;
