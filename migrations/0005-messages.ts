import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was admitted and read. Every table here grows with traffic and is cut by time. */
export class Messages1763800000005 implements MigrationInterface {
  name = 'Messages1763800000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(MESSAGES);
    await db.query(MEMORIES);
    await db.query(FLAGS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM time_partitioned
        WHERE parent IN ('message', 'message_identity', 'sighting', 'member_join', 'flag');
      DROP TABLE detector_failure, flag, member_join, sighting, message_identity, message;
    `);
  }
}

const MESSAGES = `
  CREATE TABLE message (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    channel_kind text NOT NULL,
    sent_at timestamptz NOT NULL,
    stored_at timestamptz NOT NULL,
    text_ciphertext bytea,
    state text NOT NULL CONSTRAINT message_state CHECK (state IN ('sent', 'edited', 'deleted')),
    forwarded text NOT NULL CONSTRAINT message_forwarded CHECK (forwarded IN ('unknown', 'no', 'once', 'many')),
    media jsonb,
    language text NOT NULL,
    heat real NOT NULL,
    CONSTRAINT message_pkey PRIMARY KEY (stored_at, id)
  ) PARTITION BY RANGE (stored_at);
  CREATE INDEX message_conversation ON message (organisation_id, group_id, sent_at);
  CREATE INDEX message_member ON message (organisation_id, member_id);
  CALL app_isolate('message', 'SELECT, INSERT, DELETE');
  INSERT INTO time_partitioned VALUES ('message', 'day');

  -- Outlives the message, so that importing the same export again months later still changes nothing.
  CREATE TABLE message_identity (
    organisation_id uuid NOT NULL,
    identity bytea NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT message_identity_pkey PRIMARY KEY (organisation_id, identity, sent_at)
  ) PARTITION BY RANGE (sent_at);
  CALL app_isolate('message_identity', 'SELECT, INSERT');
  INSERT INTO time_partitioned VALUES ('message_identity', 'year');
`;

const MEMORIES = `
  -- Hamming distance <= 3 in 64 bits leaves at least one of four 16-bit bands untouched.
  CREATE TABLE sighting (
    organisation_id uuid NOT NULL,
    message_id uuid NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    sketch bigint NOT NULL,
    band_1 smallint NOT NULL,
    band_2 smallint NOT NULL,
    band_3 smallint NOT NULL,
    band_4 smallint NOT NULL,
    CONSTRAINT sighting_pkey PRIMARY KEY (organisation_id, message_id, seen_at)
  ) PARTITION BY RANGE (seen_at);
  CREATE INDEX sighting_band_1 ON sighting (organisation_id, band_1, seen_at);
  CREATE INDEX sighting_band_2 ON sighting (organisation_id, band_2, seen_at);
  CREATE INDEX sighting_band_3 ON sighting (organisation_id, band_3, seen_at);
  CREATE INDEX sighting_band_4 ON sighting (organisation_id, band_4, seen_at);
  CALL app_isolate('sighting', 'SELECT, INSERT, DELETE');
  INSERT INTO time_partitioned VALUES ('sighting', 'year');

  CREATE TABLE member_join (
    organisation_id uuid NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    joined_at timestamptz NOT NULL,
    CONSTRAINT member_join_pkey PRIMARY KEY (organisation_id, group_id, member_id, joined_at)
  ) PARTITION BY RANGE (joined_at);
  CALL app_isolate('member_join', 'SELECT, INSERT, DELETE');
  INSERT INTO time_partitioned VALUES ('member_join', 'year');

  CREATE TABLE detector_failure (
    organisation_id uuid NOT NULL REFERENCES organisation (id),
    detector text NOT NULL,
    day date NOT NULL,
    kind text NOT NULL CONSTRAINT detector_failure_kind CHECK (kind IN ('threw', 'overran')),
    batches integer NOT NULL,
    last_at timestamptz NOT NULL,
    CONSTRAINT detector_failure_pkey PRIMARY KEY (organisation_id, detector, day, kind)
  );
  CALL app_isolate('detector_failure', 'SELECT, INSERT, UPDATE');
`;

/** A flag keeps its own copy of the words, under the same member's key: the message's partition may be dropped first. */
const FLAGS = `
  CREATE TABLE flag (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    message_id uuid NOT NULL,
    channel_kind text NOT NULL,
    sent_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    text_ciphertext bytea,
    media jsonb,
    outcome text NOT NULL
      CONSTRAINT flag_outcome CHECK (outcome IN ('judged', 'not_sure', 'language_not_supported')),
    doubts text[] NOT NULL DEFAULT '{}',
    level text NOT NULL CONSTRAINT flag_level CHECK (level IN ('none', 'low', 'medium', 'high', 'critical')),
    severity_rank smallint GENERATED ALWAYS AS
      (CASE level WHEN 'critical' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 WHEN 'low' THEN 1 ELSE 0 END) STORED,
    harm text,
    harms jsonb NOT NULL,
    language jsonb NOT NULL,
    policy text NOT NULL,
    state text NOT NULL DEFAULT 'open' CONSTRAINT flag_state CHECK (state IN ('open', 'decided')),
    CONSTRAINT flag_pkey PRIMARY KEY (created_at, id)
  ) PARTITION BY RANGE (created_at);
  CREATE INDEX flag_id ON flag (id);
  CREATE INDEX flag_queue ON flag (organisation_id, outcome, state, severity_rank DESC, created_at DESC);
  CREATE INDEX flag_group ON flag (organisation_id, group_id, outcome, state, severity_rank DESC, created_at DESC);
  CREATE INDEX flag_member ON flag (organisation_id, member_id);
  CALL app_isolate('flag', 'SELECT, INSERT, UPDATE, DELETE');
  INSERT INTO time_partitioned VALUES ('flag', 'month');
`;
