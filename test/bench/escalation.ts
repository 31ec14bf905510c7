import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Escalation } from '../../src/kernel/escalation.js';
import type { ProgrammeId } from '../../src/kernel/ids.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import type { Transaction, WorkContext } from '../../src/kernel/transaction.js';
import { EscalateDue } from '../../src/pipeline/index.js';
import { inPlace, report, round } from './bench.js';
import type { Figure, Place } from './bench.js';

const OPEN = 10_000;
/** A tenth of everything open comes due within a minute: far more than a bad night brings. */
const STEADY = 1_000;
const STEADY_SECONDS = 60;

/** How closely it is watched when a step has fired; what is measured is at most this much too long. */
const LOOK_MS = 50;
/** Looking at ten thousand costs what it measures. */
const LOOK_AT_MANY_MS = 1_000;

/** In one transaction, so that ten thousand runs are there within a minute. */
const AT_ONCE = 100;

type Inside = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

await report({
  data: `${OPEN} open matters with the default chain in one organisation, each with its own run and timer`,
  method:
    'one process with all its walks and its PostgreSQL on the same cores; from the moment a step is due by the clock ' +
    'of the database to the moment another connection sees its notices, looked at every 50 ms, or every second where thousands are due',
  run: () =>
    inPlace(async (place) => {
      const inside = insideOf(place);
      await openMatters(place, inside);
      const walk = place.app.get(EscalateDue, { strict: false });
      walk.start();
      const steady = await measure(inside, { count: STEADY, seconds: STEADY_SECONDS, look: LOOK_MS });
      const burst = await measure(inside, { count: OPEN - STEADY, seconds: 0, look: LOOK_AT_MANY_MS });
      await walk.stop();
      return [
        ...figures(`${STEADY} steps due over ${STEADY_SECONDS} s`, steady, '<= 5'),
        ...figures(`${OPEN - STEADY} steps due in the same instant`, burst, null),
      ];
    }),
});

function insideOf({ app, here }: Place): Inside {
  const context: WorkContext = {
    organisationId: here.organisationId,
    actor: { kind: 'service', id: 'bench' },
    purpose: 'bench',
  };
  return (work) => app.get(UnitOfWork, { strict: false }).run(context, work);
}

/** Open, and due in a year. */
async function openMatters({ app }: Place, inside: Inside): Promise<void> {
  const escalation = app.get(Escalation, { strict: false });
  const [programme] = await inside((tx) => tx.query<{ id: ProgrammeId }>('SELECT id FROM programme'));
  if (!programme) throw new Error('The organisation has no programme');
  const programmeId = programme.id;
  for (let opened = 0; opened < OPEN; opened += AT_ONCE)
    await inside(async (tx) => {
      for (let n = 0; n < AT_ONCE; n += 1)
        await escalation.start(tx, {
          ...{ subject: { kind: 'incident', id: randomUUID() }, programmeId, severity: 3, harm: null },
          ...{ reference: `B${opened + n}`, excluded: [] },
        });
      await tx.query(`UPDATE escalation_run SET due_at = now() + interval '1 year' WHERE due_at <= now()`);
    });
}

/** Seconds from due to seen, of `count` runs that nobody was told of yet, due evenly over so many seconds. */
async function measure(
  inside: Inside,
  plan: { count: number; seconds: number; look: number },
): Promise<number[]> {
  const due = await inside((tx) =>
    tx.query<{ id: string; due_at: Date }>(
      `UPDATE escalation_run r SET due_at = now() + interval '1 second' + chosen.n * $2::float8 / $1 * interval '1 second'
         FROM (SELECT id, row_number() OVER () AS n FROM escalation_run WHERE fired_at IS NULL LIMIT $1) chosen
         WHERE r.id = chosen.id RETURNING r.id, r.due_at`,
      [plan.count, plan.seconds],
    ),
  );
  const waiting = new Map(due.map(({ id, due_at: at }) => [id, at]));
  const taken: number[] = [];
  while (waiting.size > 0) {
    await pause(plan.look);
    const fired = await inside((tx) =>
      tx.query<{ id: string; now: Date }>(
        `SELECT DISTINCT run_id AS id, clock_timestamp() AS now FROM escalation_notice
           WHERE run_id = ANY ($1::uuid[])`,
        [[...waiting.keys()]],
      ),
    );
    for (const { id, now } of fired) {
      const at = waiting.get(id);
      if (at && waiting.delete(id)) taken.push((now.getTime() - at.getTime()) / 1000);
    }
  }
  return taken.sort((one, other) => one - other);
}

function figures(what: string, taken: readonly number[], target: string | null): Figure[] {
  const at = (share: number): number => taken[Math.ceil(taken.length * share) - 1] ?? 0;
  return [
    { name: `${what}: median`, value: round(at(0.5), 2), unit: 's', target: null },
    { name: `${what}: p99`, value: round(at(0.99), 2), unit: 's', target },
  ];
}
