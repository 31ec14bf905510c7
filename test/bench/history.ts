import type { GroupId } from '../../src/kernel/ids.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import { RunPipeline } from '../../src/pipeline/index.js';
import { whatsAppExport } from '../factories/traffic.js';
import { bring } from '../journeys/neighbourhood.js';
import { finished, inPlace, report, round } from './bench.js';
import type { Place } from './bench.js';

const STORED = 1_000_000;
const STEP = 50_000;
const MESSAGES = 10_000;

const NUMBERED = `generate_series($3::integer + 1, $3::integer + $4::integer) AS n`;
const SENT = `timestamptz '2025-01-01' + n * interval '25 seconds'`;
const HASH = `sha256(n::text::bytea)`;
const ID = `encode(substr(${HASH}, 1, 16), 'hex')::uuid`;
const MEMBER = `('00000000-0000-4000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid`;
const BAND = (place: number) =>
  `(get_byte(${HASH}, ${place}) * 256 + get_byte(${HASH}, ${place + 1}) - 32768)::smallint`;

const FILL = [
  `INSERT INTO message (id, organisation_id, group_id, member_id, channel_kind, sent_at, stored_at, text_ciphertext,
     state, forwarded, media, language, heat)
   SELECT ${ID}, $1, $2, ${MEMBER}, 'whatsapp-export', ${SENT}, app_now(), ${HASH} || ${HASH} || ${HASH}, 'sent',
     'unknown', NULL, 'eng', 0 FROM ${NUMBERED}`,
  `INSERT INTO message_identity (organisation_id, identity, sent_at)
   SELECT $1, substr(${HASH}, 1, 16), ${SENT} FROM ${NUMBERED} WHERE $2::uuid IS NOT NULL`,
  `INSERT INTO sighting (organisation_id, message_id, group_id, member_id, seen_at, sketch, band_1, band_2, band_3, band_4)
   SELECT $1, ${ID}, $2, ${MEMBER}, ${SENT}, n, ${BAND(0)}, ${BAND(2)}, ${BAND(4)}, ${BAND(6)} FROM ${NUMBERED}`,
];

await report({
  data: `${MESSAGES} invented messages walked into a group with none and with ${STORED} messages stored before`,
  method:
    'the same walk twice in one process after a warm-up; what is stored before is written straight into the tables',
  run: () =>
    inPlace(async (place) => {
      const groupId = await place.here.aScannedGroup('History');
      await walk(place, groupId, 1);
      const empty = await walk(place, groupId, 2);
      await fill(place, groupId);
      await walk(place, groupId, 3);
      const full = await walk(place, groupId, 4);
      const change = ((full - empty) / empty) * 100;
      return [
        { name: 'a message, nothing stored', value: round(empty * 1000), unit: 'microseconds', target: null },
        {
          name: `a message, ${STORED} stored`,
          value: round(full * 1000),
          unit: 'microseconds',
          target: null,
        },
        { name: 'change', value: round(change), unit: '%', target: '-20..20' },
      ];
    }),
});

/** Milliseconds a message. */
async function walk({ rooms, here }: Place, groupId: GroupId, seed: number): Promise<number> {
  const start = new Date(Date.UTC(2025, seed * 2, 1));
  const { id } = await bring(rooms, here.founder, {
    groupId,
    text: whatsAppExport({ messages: MESSAGES, seed, start }),
  });
  const pipeline = rooms.get(RunPipeline);
  const started = performance.now();
  while (await pipeline.step('bench'));
  const milliseconds = performance.now() - started;
  await finished(rooms, here, [id]);
  return milliseconds / MESSAGES;
}

/** As many messages as years of a large group leave behind, with everything the walk may look up about them. */
async function fill({ rooms, here }: Place, groupId: GroupId): Promise<void> {
  const context = {
    organisationId: here.organisationId,
    actor: { kind: 'service', id: 'bench' },
    purpose: 'process_messages',
  } as const;
  for (let done = 0; done < STORED; done += STEP) {
    await rooms.get(UnitOfWork).run(context, async (tx) => {
      for (const statement of FILL) await tx.query(statement, [here.organisationId, groupId, done, STEP]);
    });
  }
}
