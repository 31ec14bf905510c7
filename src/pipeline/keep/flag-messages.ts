import { Injectable } from '@nestjs/common';
import type { GroupId, MessageId, OrganisationId, ProgrammeId } from '../../kernel/ids.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { FLAG_TEXT_BINDING, RaiseFlags } from '../../review/index.js';
import type { NewFlag } from '../../review/index.js';
import type { Verdict } from '../examine-messages.js';

/** What was thought of messages, and where they stand. */
export interface Judged {
  readonly organisationId: OrganisationId;
  readonly verdicts: readonly Verdict[];
  readonly programmes: ReadonlyMap<GroupId, ProgrammeId>;
  readonly channelKindOf: (id: MessageId) => string | undefined;
}

/** Makes flags of the verdicts that need a human, with their own copy of the words under the same member's key. */
@Injectable()
export class FlagMessages {
  constructor(
    private readonly vault: Vault,
    private readonly raise: RaiseFlags,
    private readonly desk: IncidentDesk,
  ) {}

  async seal({ organisationId, verdicts, programmes, channelKindOf }: Judged): Promise<readonly NewFlag[]> {
    const flagged = verdicts.filter((verdict) => verdict.flagged);
    if (flagged.length === 0) return [];
    const keys = await this.keys(organisationId, flagged);
    return flagged.flatMap(({ message, assessment }) => {
      const programmeId = programmes.get(message.groupId);
      const channelKind = channelKindOf(message.id);
      if (!programmeId || channelKind === undefined) return [];
      const { memberId, text } = message;
      const textCiphertext = text === '' ? null : keys.seal(memberId, text, FLAG_TEXT_BINDING);
      return [{ message, assessment, textCiphertext, channelKind, programmeId }];
    });
  }

  /** In the transaction of the walk: a serious flag is never stored without its incident. */
  async execute(tx: Transaction, flags: readonly NewFlag[], at: Date): Promise<void> {
    const ids = await this.raise.execute(tx, flags, at);
    const raised = flags.flatMap(({ message, assessment, programmeId }, index) => {
      const flagId = ids[index];
      if (!flagId) return [];
      const { id: messageId, groupId, memberId, sentAt } = message;
      const harm = assessment.harms[0]?.harm ?? null;
      const { level } = assessment;
      return [{ flagId, messageId, programmeId, groupId, memberId, harm, level, sentAt }];
    });
    await this.desk.receive(tx, raised);
  }

  private keys(organisationId: OrganisationId, verdicts: readonly Verdict[]) {
    return this.vault.keyring(
      organisationId,
      verdicts.map(({ message }) => message.memberId),
    );
  }
}
