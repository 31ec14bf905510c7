import type { GroupId, MemberId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction, UnitOfWork } from '../../kernel/transaction.js';
import type { Vault } from '../../kernel/vault.js';
import type { NameHistory, NameMemory } from '../detector.js';

type Names = readonly { readonly memberId: MemberId; readonly skeleton: string; readonly at: Date }[];

interface NameRow {
  readonly member_id: MemberId;
  readonly changed_at: Date | null;
  readonly same: readonly MemberId[];
}

/** Who is called what in a group, by keyed HMAC of the name's skeleton: comparable, never readable. */
export class NamesRepository implements NameMemory {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly organisationId: OrganisationId,
  ) {}

  async recall(groupId: GroupId, names: Names): Promise<NameHistory> {
    const latest = [...new Map(names.map((name) => [name.memberId, name])).values()];
    const rows = await this.work.run(
      {
        organisationId: this.organisationId,
        actor: { kind: 'service', id: 'detection' },
        purpose: 'process_messages',
      },
      async (tx) => {
        await this.remember(tx, groupId, latest);
        return history(tx, groupId, latest);
      },
    );
    return {
      changedAt: new Map(
        rows.flatMap(({ member_id, changed_at }) => (changed_at ? [[member_id, changed_at]] : [])),
      ),
      sameName: new Map(
        rows.filter(({ same }) => same.length > 0).map(({ member_id, same }) => [member_id, same]),
      ),
    };
  }

  private async remember(tx: Transaction, groupId: GroupId, names: Names): Promise<void> {
    await tx.query(
      `INSERT INTO member_name (organisation_id, group_id, member_id, name_index, first_seen_at, last_seen_at)
       SELECT $1, $2, member, name, at, at FROM unnest($3::uuid[], $4::bytea[], $5::timestamptz[]) AS n (member, name, at)
       ON CONFLICT ON CONSTRAINT member_name_pkey
         DO UPDATE SET last_seen_at = greatest(member_name.last_seen_at, excluded.last_seen_at)`,
      [
        this.organisationId,
        groupId,
        names.map(({ memberId }) => memberId),
        names.map(({ skeleton }) =>
          Buffer.from(this.vault.index(this.organisationId, 'member-name', skeleton)),
        ),
        names.map(({ at }) => at),
      ],
    );
  }
}

/** A present name is the one seen last; it was changed when an older one exists. */
function history(tx: Transaction, groupId: GroupId, names: Names): Promise<NameRow[]> {
  return tx.query<NameRow>(
    `WITH present AS (
       SELECT DISTINCT ON (member_id) member_id, name_index, first_seen_at FROM member_name
       WHERE organisation_id = app_organisation() AND group_id = $1 AND member_id = ANY($2::uuid[])
       ORDER BY member_id, last_seen_at DESC, first_seen_at DESC)
     SELECT p.member_id,
       (SELECT p.first_seen_at WHERE EXISTS (SELECT FROM member_name older
          WHERE older.organisation_id = app_organisation() AND older.group_id = $1
            AND older.member_id = p.member_id AND older.first_seen_at < p.first_seen_at)) AS changed_at,
       coalesce((SELECT array_agg(other.member_id) FROM member_name other
          WHERE other.organisation_id = app_organisation() AND other.group_id = $1
            AND other.name_index = p.name_index AND other.member_id <> p.member_id), '{}') AS same
     FROM present p`,
    [groupId, names.map(({ memberId }) => memberId)],
  );
}
