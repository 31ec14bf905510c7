import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/kernel/ids.js';
import type { GroupId, MemberId } from '../../src/kernel/ids.js';
import type { Principal } from '../../src/kernel/principal.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import { Vault } from '../../src/kernel/vault.js';
import { CountFlags, FLAG_TEXT_BINDING, ListFlags, ReadLoad } from '../../src/review/index.js';
import type { FlagFilter } from '../../src/review/index.js';
import { inPlace, report, round } from './bench.js';
import type { Figure, Place } from './bench.js';

const FLAGS = 1_000_000;
const STEP = 50_000;
const GROUPS = 40;
const MEMBERS = 500;
const TIMES = 200;
const TARGET = '<= 50';

/** A hash of the number: spread evenly, the same every time. */
const H = (salt: number) => `(hashint4(n * 31 + ${salt}) & 2147483647)`;
const HARMS = `ARRAY['scam','scam','scam','misinformation','misinformation','hate','abuse','conduct','impersonation','threat',
  'personal_data','exploitation','account_compromise','disclosure']`;
/** One in two speaks Swahili, one in a thousand Tigrinya. */
const LANGUAGE = `CASE WHEN ${H(2)} % 1000 = 0 THEN 'tir' WHEN ${H(2)} % 2 = 0 THEN 'swa'
  ELSE (ARRAY['eng','ara','som','fra','amh','spa','por'])[1 + ${H(2)} % 7] END`;
const HARM = `(${HARMS})[1 + ${H(1)} % 14]`;
const LEVEL = `CASE WHEN ${H(3)} % 100 = 0 THEN 'critical' WHEN ${H(3)} % 100 < 10 THEN 'high' ELSE 'medium' END`;
const OUTCOME = `CASE WHEN ${H(4)} % 100 < 90 THEN 'judged' WHEN ${H(4)} % 100 < 98 THEN 'not_sure'
  ELSE 'language_not_supported' END`;

/** Raised over the last twenty days, one every 1.7 seconds, in the groups in turn; every one of them is open. */
const FILL = `
  INSERT INTO flag (id, organisation_id, programme_id, group_id, member_id, message_id, channel_kind, sent_at,
      created_at, text_ciphertext, media, outcome, doubts, level, harm, harms, language, policy, due_at)
    SELECT gen_random_uuid(), app_organisation(), g.programme_id, g.id, ($2::uuid[])[1 + n % ${MEMBERS}],
        gen_random_uuid(), 'whatsapp-export', at, at, ($3::bytea[])[1 + n % ${MEMBERS}], '[]', ${OUTCOME}, '{}', ${LEVEL},
        ${HARM}, jsonb_build_array(jsonb_build_object('harm', ${HARM}, 'level', ${LEVEL}, 'probability', 0.9, 'signals',
          jsonb_build_array(jsonb_build_object('detector', 'lexicon', 'version', '1', 'probability', 0.9, 'spans',
            '[]'::jsonb, 'reason', jsonb_build_object('key', 'listed', 'params', '{}'::jsonb))))),
        jsonb_build_object('language', ${LANGUAGE}, 'confidence', 0.9, 'shares', '[]'::jsonb, 'script', 'Latn'),
        'default@1', at + interval '1 day'
      FROM generate_series($4::integer + 1, $4::integer + ${STEP}) AS n
        CROSS JOIN LATERAL (SELECT app_now() - n * interval '1.7 seconds' AS at) AS t
        JOIN chat_group g ON g.id = ($1::uuid[])[1 + n % ${GROUPS}]`;

await report({
  data: `${FLAGS} open flags of twenty days in ${GROUPS} groups, written straight into the table; texts of ${MEMBERS} members`,
  method: `each page ${TIMES} times in one process, keys in memory as in a running service; 95th percentile of the whole use case`,
  run: () => inPlace(measure),
});

async function measure(place: Place): Promise<readonly Figure[]> {
  const groups: GroupId[] = [];
  for (let n = 0; n < GROUPS; n += 1) groups.push(await place.here.aGroup(`Group ${n}`));
  await fill(place, groups);
  await settled(place);
  const { rooms, here } = place;
  const [groupId, ...others] = groups;
  const coordinator = reaching(here.founder, groups.slice(0, 3));
  const page =
    (filter: FlagFilter, who = here.founder) =>
    () =>
      rooms.get(ListFlags).execute(who, filter, null);
  const judged = { outcome: 'judged' } as const;
  const pages: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['first page', page(judged)],
    ['... of one group', page({ ...judged, groupId })],
    ['... of three groups, a coordinator’s', page(judged, coordinator)],
    ['... of one harm', page({ ...judged, harm: 'disclosure' })],
    ['... of one level', page({ ...judged, level: 'medium' })],
    ['... of one language', page({ ...judged, language: 'som' })],
    ['... of a rare language and one harm', page({ ...judged, language: 'tir', harm: 'threat' })],
    ['... that waited a day', page({ ...judged, waiting: 'day' })],
    ['... that is overdue', page({ ...judged, waiting: 'overdue' })],
    ['... of the doubts', page({ outcome: 'not_sure' })],
    ['counts per outcome and level', () => rooms.get(CountFlags).execute(here.founder, {})],
    ['oldest, overdue and claimed', () => rooms.get(ReadLoad).execute(here.founder, {})],
    [
      '... a coordinator’s',
      () => rooms.get(ReadLoad).execute(reaching(here.founder, others.slice(0, 3)), {}),
    ],
  ];
  const figures: Figure[] = [];
  for (const [name, ask] of pages)
    figures.push({ name, value: await p95(ask), unit: 'ms p95', target: TARGET });
  return figures;
}

function reaching(founder: Principal, groups: readonly GroupId[]): Principal {
  const roles = groups.map((groupId) => ({ role: 'coordinator', programmeId: null, groupId }) as const);
  return { ...founder, roles };
}

async function p95(ask: () => Promise<unknown>): Promise<number> {
  for (let n = 0; n < 10; n += 1) await ask();
  const times: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const started = performance.now();
    await ask();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return round(times[Math.floor(TIMES * 0.95)] ?? 0, 1);
}

async function fill({ rooms, here }: Place, groups: readonly GroupId[]): Promise<void> {
  const members = Array.from({ length: MEMBERS }, () => newId<'member'>());
  const keys = await rooms.get(Vault).keyring(here.organisationId, members);
  const seal = (member: MemberId) =>
    keys.seal(member, 'Lipa ada ya KES 2,500 kwa M-Pesa leo', FLAG_TEXT_BINDING);
  const work = workOf(here.organisationId);
  await rooms
    .get(UnitOfWork)
    .run(work, (tx) =>
      tx.query(`SELECT app_ensure_partitions('flag', app_now() - interval '31 days', app_now())`),
    );
  for (let done = 0; done < FLAGS; done += STEP)
    await rooms.get(UnitOfWork).run(work, (tx) => tx.query(FILL, [groups, members, members.map(seal), done]));
}

/** As in a database that has been running: PostgreSQL has looked at the tables by itself. */
async function settled({ rooms, here }: Place): Promise<void> {
  for (let seconds = 0; seconds < 240; seconds += 5) {
    const [row] = await rooms.get(UnitOfWork).run(workOf(here.organisationId), (tx) =>
      tx.query<{ waiting: number }>(
        `SELECT count(*)::integer AS waiting FROM pg_stat_user_tables
           WHERE relname LIKE 'flag\\_2%' AND n_live_tup > 1000 AND n_mod_since_analyze > n_live_tup / 5`,
      ),
    );
    if (row?.waiting === 0) return;
    await pause(5_000);
  }
}

function workOf(organisationId: Place['here']['organisationId']) {
  return { organisationId, actor: { kind: 'service', id: 'bench' }, purpose: 'process_messages' } as const;
}
