import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { IncidentDesk } from '../../kernel/incident-desk.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { FLAG_TEXT_BINDING, RaiseFlags } from '../../review/index.js';
import type { NewFlag } from '../../review/index.js';
import type { Verdict } from '../examine-messages.js';
import type { Findings } from './archive.js';

/** Makes flags of the verdicts that need a human, with their own copy of the words under the same member's key. */
@Injectable()
export class FlagMessages {
  constructor(
    private readonly vault: Vault,
    private readonly raise: RaiseFlags,
    private readonly desk: IncidentDesk,
  ) {}

  async seal({ batch, recognised, table, examined }: Findings): Promise<readonly NewFlag[]> {
    const flagged = examined.verdicts.filter((verdict) => verdict.flagged);
    if (flagged.length === 0) return [];
    const keys = await this.keys(batch.organisationId, flagged);
    return flagged.flatMap(({ message, assessment }) => {
      const programmeId = table.programmes.get(message.groupId);
      const arrival = recognised.messages.get(message.id)?.arrival;
      if (!programmeId || !arrival) return [];
      const { memberId, text } = message;
      const textCiphertext = text === '' ? null : keys.seal(memberId, text, FLAG_TEXT_BINDING);
      return [{ message, assessment, textCiphertext, channelKind: arrival.channelKind, programmeId }];
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
