import { Injectable } from '@nestjs/common';
import type { EscalationSubject } from '../../kernel/escalation.js';
import type { OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RunId } from './run.repository.js';

/** What one firing did. */
export interface Firing {
  readonly run: RunId;
  readonly kind: EscalationSubject['kind'];
  readonly id: string;
  /** Null: nobody at all could be told. */
  readonly step: number | null;
  readonly loop: number;
  readonly severity: number;
  /** How many people were told. */
  readonly people: number;
}

/** Ways a notice can leave beside the console. */
export interface Ways {
  readonly mail: boolean;
}

/** Notices of one firing are made for at most so many runs at once, so that the statement stays short. */
const MOST_RUNS = 200;

/** The last step comes round once an hour: often enough not to be silence, seldom enough to be read. */
const REPEAT_MINUTES = 60;

/** Where nobody can be told, somebody may be let back in at any moment: looked at again soon. */
const NOBODY_MINUTES = 5;

/** The one statement in which everything about a due step happens. */
@Injectable()
export class FiringRepository {
  /** Organisations in which something is due. Asked before it is known whose: see the policy `dispatch_look`. */
  async organisationsDue(tx: Transaction): Promise<readonly OrganisationId[]> {
    const rows = await tx.query<{ id: OrganisationId }>(
      `SELECT DISTINCT organisation_id AS id FROM escalation_run WHERE due_at <= app_now()`,
    );
    return rows.map(({ id }) => id);
  }

  /** Runs that another worker is firing are passed over; all of it happens or none. */
  async fire(tx: Transaction, ways: Ways): Promise<readonly Firing[]> {
    return tx.query<Firing>(FIRE, [MOST_RUNS, REPEAT_MINUTES, NOBODY_MINUTES, ways.mail]);
  }
}

/**
 * due: what no other worker holds. rung: the steps of each that apply at its severity, with who they mean now; one
 * resolution per policy, programme, severity and exclusions, shared by the runs that agree in them. aim: the first step
 * at or after the run's own that has somebody; where none has, the nearest one before; where none has at all, everybody
 * who answers for incidents anywhere in the organisation; and if even they are excluded, nobody.
 */
const FIRE = `
  WITH due AS MATERIALIZED (
    SELECT * FROM escalation_run
    WHERE organisation_id = app_organisation() AND due_at <= app_now()
    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), alike AS MATERIALIZED (
    SELECT policy_id, programme_id, severity, excluded, min(steps::text)::jsonb AS steps
    FROM due GROUP BY policy_id, programme_id, severity, excluded
  ), rung AS MATERIALIZED (
    SELECT a.policy_id, a.severity, a.excluded, o.n::integer - 1 AS step,
      (o.rung -> 'minutes' ->> a.severity::text)::integer AS minutes,
      ARRAY(SELECT escalation_people(o.rung -> 'targets', a.programme_id, a.excluded)) AS people
    FROM alike a CROSS JOIN LATERAL jsonb_array_elements(a.steps) WITH ORDINALITY AS o (rung, n)
    WHERE o.rung -> 'minutes' ->> a.severity::text IS NOT NULL
  ), aim AS MATERIALIZED (
    SELECT d.id, d.organisation_id, d.subject_kind, d.subject_id, d.severity,
      found.step, found.minutes, coalesce(found.people, anybody.people) AS people,
      coalesce(found.step >= d.step, false) AS forward,
      CASE WHEN found.step >= d.step THEN d.loop ELSE d.loop + 1 END AS loop,
      (SELECT min(r.step) FROM rung r WHERE r.policy_id = d.policy_id AND r.severity = d.severity
        AND r.excluded = d.excluded AND r.step > found.step) AS following
    FROM due d
    LEFT JOIN LATERAL (
      SELECT r.step, r.minutes, r.people FROM rung r
      WHERE r.policy_id = d.policy_id AND r.severity = d.severity AND r.excluded = d.excluded
        AND cardinality(r.people) > 0
      ORDER BY r.step < d.step, abs(r.step - d.step) LIMIT 1
    ) found ON true
    LEFT JOIN LATERAL (
      SELECT ARRAY(SELECT escalation_people(
        '[{"kind": "role", "role": "safeguarding_lead", "within": "programme"},
          {"kind": "role", "role": "community_manager", "within": "programme"},
          {"kind": "role", "role": "commander_on_duty", "within": "programme"},
          {"kind": "role", "role": "admin", "within": "programme"}]', d.programme_id, d.excluded)) AS people
    ) anybody ON found.step IS NULL
  ), told AS (
    INSERT INTO escalation_notice (id, organisation_id, run_id, step, loop, staff_id, channel, severity, state,
      created_at, due_at, delivered_at)
    SELECT gen_random_uuid(), a.organisation_id, a.id, coalesce(a.step, -1), a.loop, n.staff_id, n.channel, a.severity,
      CASE n.channel WHEN 'console' THEN 'delivered' ELSE 'waiting' END, app_now(),
      CASE n.channel WHEN 'console' THEN NULL ELSE app_now() END,
      CASE n.channel WHEN 'console' THEN app_now() END
    FROM aim a CROSS JOIN LATERAL (
      SELECT p AS staff_id, way AS channel FROM unnest(a.people) p
        CROSS JOIN unnest(CASE WHEN $4::boolean AND NOT app_is_demo() THEN ARRAY['console', 'mail'] ELSE ARRAY['console'] END) way
      UNION ALL
      SELECT NULL, 'webhook' FROM escalation_webhook w WHERE w.organisation_id = a.organisation_id
    ) n
    ON CONFLICT ON CONSTRAINT escalation_notice_once DO NOTHING
    RETURNING run_id, channel
  ), moved AS (
    UPDATE escalation_run r SET
      state = 'waiting', acknowledged_by = NULL, acknowledged_at = NULL,
      fired_at = app_now(), fired_step = coalesce(a.step, r.fired_step),
      unanswerable = cardinality(a.people) = 0,
      step = CASE WHEN a.forward THEN coalesce(a.following, a.step) ELSE r.step END,
      loop = CASE WHEN a.forward AND a.following IS NOT NULL THEN a.loop ELSE a.loop + 1 END,
      due_at = app_now() + interval '1 minute' * CASE
        WHEN cardinality(a.people) = 0 THEN $3::integer
        WHEN a.forward AND a.following IS NOT NULL THEN a.minutes
        ELSE $2::integer END
    FROM aim a WHERE r.id = a.id
  )
  SELECT a.id AS run, a.subject_kind AS kind, a.subject_id AS id, a.step, a.loop, a.severity,
    count(t.run_id) FILTER (WHERE t.channel = 'console')::integer AS people
  FROM aim a LEFT JOIN told t ON t.run_id = a.id
  GROUP BY a.id, a.subject_kind, a.subject_id, a.step, a.loop, a.severity`;
