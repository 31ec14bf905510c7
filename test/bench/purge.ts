import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/kernel/ids.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import { RunRetention } from '../../src/retention/index.js';
import { inPlace, report, round } from './bench.js';
import type { Figure, Place } from './bench.js';

const FLAGS = 60_000;
const DECISIONS = 40_000;
/** One person clicking fast; a queue that nobody looks at cannot be starved. */
const ASK_EVERY_MS = 50;
const ALONE = 300;

const FLAG = `
  INSERT INTO flag (id, organisation_id, programme_id, group_id, member_id, message_id, channel_kind, sent_at, created_at,
      outcome, level, harm, harms, language, policy, state, due_at)
    SELECT gen_random_uuid(), app_organisation(), g.programme_id, g.id, $2, gen_random_uuid(), 'whatsapp-export', at, at,
        'judged', 'high', 'scam', '[{"harm":"scam","level":"high","probability":0.9,"signals":[]}]',
        '{"language":"swa","confidence":0.9,"shares":[],"script":"Latn"}', 'default@1', $5, at
      FROM generate_series(1, $3::integer) AS n
        CROSS JOIN LATERAL (SELECT app_now() - make_interval(days => $4::integer, secs => n) AS at) AS t
        CROSS JOIN chat_group g WHERE g.id = $1`;

await report({
  data: `${FLAGS} decided flags of 60 days and ${DECISIONS} decisions of 120 days, in one organisation; a queue of 2,000 open flags`,
  method: `one run, every row removed one by one; the first page of the queue over HTTP every ${ASK_EVERY_MS} ms, ${ALONE} times alone, then beside it`,
  run: () => inPlace(measure),
});

async function measure(place: Place): Promise<readonly Figure[]> {
  await fill(place);
  await asking(place, 40);
  const alone = await asking(place, ALONE);
  let over = false;
  const began = performance.now();
  const run = place.rooms
    .get(RunRetention)
    .execute(place.here.organisationId, { kind: 'service', id: 'bench' })
    .finally(() => (over = true));
  const beside = await asking(place, Infinity, () => over);
  const outcome = await run;
  const seconds = (performance.now() - began) / 1000;
  if (outcome.kind !== 'done') throw new Error('The run of the bench was not done');
  const rows = outcome.run.lines.reduce((sum, line) => sum + line.rows, 0);
  return [
    { name: 'rows removed', value: rows, unit: 'rows', target: null },
    { name: 'rows a second', value: Math.round(rows / seconds), unit: 'rows/s', target: '>= 1000' },
    { name: 'first page of the queue, alone', value: round(alone, 1), unit: 'ms p95', target: null },
    { name: '... while the run removes', value: round(beside, 1), unit: 'ms p95', target: null },
    { name: 'moved by', value: round((beside / alone - 1) * 100, 0), unit: '%', target: '< 20' },
  ];
}

/** The 95th percentile of so many answers, or of as many as there are until `over`. */
async function asking({ app, here }: Place, times: number, over = () => false): Promise<number> {
  const address = await app.getUrl();
  const taken: number[] = [];
  while (taken.length < times && !over()) {
    const began = performance.now();
    const answer = await fetch(`${address}/api/v1/flags?outcome=judged`, { headers: here.headers });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`The queue answered ${answer.status}`);
    taken.push(performance.now() - began);
    await pause(ASK_EVERY_MS);
  }
  taken.sort((a, b) => a - b);
  return taken[Math.floor(taken.length * 0.95)] ?? 0;
}

async function fill({ rooms, here }: Place): Promise<void> {
  const groupId = await here.aGroup('Group 1');
  const context = {
    organisationId: here.organisationId,
    actor: { kind: 'service', id: 'bench' },
    purpose: 'bench',
  } as const;
  const member = newId<'member'>();
  await rooms.get(UnitOfWork).run(context, async (tx) => {
    await tx.query(`SELECT app_ensure_partitions('flag', app_now() - interval '61 days', app_now())`);
    await tx.query(FLAG, [groupId, member, FLAGS, 60, 'decided']);
    await tx.query(FLAG, [groupId, member, 2_000, 1, 'open']);
    await tx.query(
      `INSERT INTO decision (id, organisation_id, flag_id, programme_id, group_id, member_id, kind, via, batch_id,
           decided_by, decided_at)
         SELECT gen_random_uuid(), app_organisation(), gen_random_uuid(), g.programme_id, g.id, $2, 'note', 'incident',
             gen_random_uuid(), $4, app_now() - interval '120 days'
           FROM generate_series(1, $3::integer) CROSS JOIN chat_group g WHERE g.id = $1`,
      [groupId, member, DECISIONS, here.founder.staffId],
    );
  });
}
