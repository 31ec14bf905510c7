import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The consent ledger: append-only events; every status is derived from them. */
export class Consent1763800000003 implements MigrationInterface {
  name = 'Consent1763800000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(BASES);
    await db.query(OBJECTIONS);
    await db.query(REFUSALS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE refusal_count, objection_event, basis_event');
  }
}

const BASES = `
  CREATE TABLE basis_event (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    group_id uuid NOT NULL REFERENCES chat_group (id),
    position bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    event text NOT NULL CONSTRAINT basis_event_known CHECK (event IN ('recorded', 'withdrawn')),
    basis text CONSTRAINT basis_event_basis CHECK (basis IN ('consent', 'explicit_consent', 'vital_interest',
      'public_interest', 'legitimate_interest', 'legal_obligation', 'contract')),
    purposes text[] NOT NULL DEFAULT '{}',
    decided_by text,
    decided_at timestamptz,
    notice_version text,
    notice_text text,
    notice_languages text[] NOT NULL DEFAULT '{}',
    method text CONSTRAINT basis_event_method CHECK (method IN ('button', 'vote', 'paper', 'witnessed')),
    expressed_by text CONSTRAINT basis_event_expressed_by
      CHECK (expressed_by IN ('self', 'caregiver', 'guardian', 'group_admin', 'organisation')),
    valid_until timestamptz,
    special_category_condition text,
    balancing_test_id text,
    power_imbalance boolean NOT NULL DEFAULT false,
    receipt_hash bytea NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT basis_event_complete CHECK (event = 'withdrawn' OR (basis IS NOT NULL AND cardinality(purposes) > 0
      AND decided_by IS NOT NULL AND decided_at IS NOT NULL AND notice_text IS NOT NULL
      AND cardinality(notice_languages) > 0)),
    CONSTRAINT basis_event_free_consent CHECK (NOT (power_imbalance AND basis IN ('consent', 'explicit_consent'))),
    CONSTRAINT basis_event_balanced CHECK (basis <> 'legitimate_interest' OR balancing_test_id IS NOT NULL)
  );
  CREATE INDEX basis_event_group ON basis_event (organisation_id, group_id, position);
  CALL app_isolate('basis_event', 'SELECT, INSERT');
  CALL app_append_only('basis_event');
`;

const OBJECTIONS = `
  -- group_id null: the objection holds in every group of the organisation.
  CREATE TABLE objection_event (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    group_id uuid REFERENCES chat_group (id),
    member_id uuid NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    event text NOT NULL CONSTRAINT objection_event_known CHECK (event IN ('opted_out', 'opted_in')),
    method text NOT NULL CONSTRAINT objection_event_method
      CHECK (method IN ('button', 'vote', 'paper', 'witnessed', 'message')),
    expressed_by text NOT NULL CONSTRAINT objection_event_expressed_by
      CHECK (expressed_by IN ('self', 'caregiver', 'guardian', 'group_admin', 'organisation')),
    receipt_hash bytea NOT NULL,
    recorded_by text NOT NULL
  );
  CREATE INDEX objection_event_member ON objection_event (organisation_id, member_id, position);
  CALL app_isolate('objection_event', 'SELECT, INSERT');
  CALL app_append_only('objection_event');
`;

/** All that a refused message leaves. */
const REFUSALS = `
  -- Refused messages leave nothing but a number.
  CREATE TABLE refusal_count (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    group_id uuid NOT NULL REFERENCES chat_group (id),
    day date NOT NULL,
    reason text NOT NULL,
    messages bigint NOT NULL,
    CONSTRAINT refusal_count_pkey PRIMARY KEY (organisation_id, group_id, day, reason)
  );
  CALL app_isolate('refusal_count', 'SELECT, INSERT, UPDATE');
`;
