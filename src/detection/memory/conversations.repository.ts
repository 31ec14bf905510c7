import type { GroupId, MemberId, MessageId, OrganisationId } from '../../kernel/ids.js';
import type { UnitOfWork } from '../../kernel/transaction.js';
import type { ConversationMemory, Turn } from '../detector.js';

interface TurnRow {
  readonly message_id: MessageId;
  readonly member_id: MemberId;
  readonly at: Date;
  readonly heat: number;
  readonly kind: Turn['kind'];
}

/** The recent turns of a group from what is stored of its messages: who, when, how heated, never what. */
export class ConversationsRepository implements ConversationMemory {
  constructor(
    private readonly work: UnitOfWork,
    private readonly organisationId: OrganisationId,
  ) {}

  async turnsBefore(groupId: GroupId, before: Date, limit: number): Promise<readonly Turn[]> {
    const rows = await this.work.run(
      {
        organisationId: this.organisationId,
        actor: { kind: 'service', id: 'detection' },
        purpose: 'process_messages',
      },
      (tx) =>
        tx.query<TurnRow>(
          `SELECT * FROM (
             (SELECT id AS message_id, member_id, sent_at AS at, heat, 'message' AS kind FROM message
               WHERE organisation_id = app_organisation() AND group_id = $1 AND sent_at < $2
               ORDER BY sent_at DESC LIMIT $3)
             UNION ALL
             (SELECT member_id, member_id, joined_at, 0, 'joined' FROM member_join
               WHERE organisation_id = app_organisation() AND group_id = $1 AND joined_at < $2
                 AND joined_at > $2 - interval '1 day'
               ORDER BY joined_at DESC LIMIT $3)
           ) turns ORDER BY at DESC LIMIT $3`,
          [groupId, before, limit],
        ),
    );
    return rows.toReversed().map(({ message_id, member_id, at, heat, kind }) => ({
      messageId: message_id,
      memberId: member_id,
      at,
      heat,
      kind,
    }));
  }
}
