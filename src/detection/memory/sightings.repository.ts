import type { GroupId, MemberId, MessageId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction, UnitOfWork } from '../../kernel/transaction.js';
import type { Sighting, SightingMemory } from '../detector.js';
import { NEAR, bandsOf } from './bands.js';

/** Matches looked at per message: enough to tell "in many groups", bounded when a text floods the organisation. */
const MOST_MATCHES = 100;

interface MatchRow {
  readonly of_message: MessageId;
  readonly message_id: MessageId;
  readonly group_id: GroupId;
  readonly member_id: MemberId;
  readonly seen_at: Date;
  readonly sketch: string;
}

/** The organisation's sightings in PostgreSQL, shared by all workers; partitions make forgetting a DROP. */
export class SightingsRepository implements SightingMemory {
  constructor(
    private readonly work: UnitOfWork,
    private readonly organisationId: OrganisationId,
    readonly key: Uint8Array,
  ) {}

  async recall(
    sightings: readonly Sighting[],
    since: Date,
  ): Promise<ReadonlyMap<MessageId, readonly Sighting[]>> {
    const found = new Map<MessageId, Sighting[]>();
    if (sightings.length === 0) return found;
    const rows = await this.work.run(
      {
        organisationId: this.organisationId,
        actor: { kind: 'service', id: 'detection' },
        purpose: 'process_messages',
      },
      async (tx) => {
        await insert(tx, this.organisationId, sightings);
        return matches(tx, sightings, since);
      },
    );
    for (const row of rows) {
      const known = found.get(row.of_message);
      if (known) known.push(toSighting(row));
      else found.set(row.of_message, [toSighting(row)]);
    }
    return found;
  }
}

/** smallint is signed; the band's bits stay the same. */
function signed16(band: number): number {
  return (band << 16) >> 16;
}

async function insert(
  tx: Transaction,
  organisationId: OrganisationId,
  sightings: readonly Sighting[],
): Promise<void> {
  const bands = sightings.map(({ sketch }) => bandsOf(sketch).map(signed16));
  const band = (i: number) => bands.map((four) => four[i]);
  await tx.query(
    `INSERT INTO sighting (organisation_id, message_id, group_id, member_id, seen_at, sketch,
       band_1, band_2, band_3, band_4)
     SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::bigint[],
       $7::smallint[], $8::smallint[], $9::smallint[], $10::smallint[])
     ON CONFLICT DO NOTHING`,
    [
      organisationId,
      sightings.map(({ messageId }) => messageId),
      sightings.map(({ groupId }) => groupId),
      sightings.map(({ memberId }) => memberId),
      sightings.map(({ at }) => at),
      sightings.map(({ sketch }) => BigInt.asIntN(64, sketch).toString()),
      band(0),
      band(1),
      band(2),
      band(3),
    ],
  );
}

const BAND_LOOKUPS = [1, 2, 3, 4]
  .map(
    (n) => `SELECT message_id, group_id, member_id, seen_at, sketch FROM sighting s
      WHERE s.organisation_id = app_organisation() AND s.band_${n} = asked.band_${n}
        AND s.seen_at >= $6 AND (s.seen_at, s.message_id) < (asked.at, asked.id)`,
  )
  .join(' UNION ');

function matches(tx: Transaction, sightings: readonly Sighting[], since: Date): Promise<MatchRow[]> {
  const bands = sightings.map(({ sketch }) => bandsOf(sketch).map(signed16));
  return tx.query<MatchRow>(
    `SELECT asked.id AS of_message, near.* FROM
       unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::smallint[], $5::smallint[], $7::smallint[], $8::smallint[])
         AS asked (id, at, sketch, band_1, band_2, band_3, band_4),
       LATERAL (SELECT found.* FROM (${BAND_LOOKUPS}) found
         WHERE bit_count((found.sketch # asked.sketch)::bit(64)) <= ${NEAR}
         ORDER BY seen_at LIMIT ${MOST_MATCHES}) near`,
    [
      sightings.map(({ messageId }) => messageId),
      sightings.map(({ at }) => at),
      sightings.map(({ sketch }) => BigInt.asIntN(64, sketch).toString()),
      bands.map((four) => four[0]),
      bands.map((four) => four[1]),
      since,
      bands.map((four) => four[2]),
      bands.map((four) => four[3]),
    ],
  );
}

function toSighting(row: MatchRow): Sighting {
  return {
    messageId: row.message_id,
    groupId: row.group_id,
    memberId: row.member_id,
    at: row.seen_at,
    sketch: BigInt(row.sketch),
  };
}
