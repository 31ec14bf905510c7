import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { MessagesRepository } from './messages.repository.js';
import type { StoredMessage } from './messages.repository.js';
import type { Recognised } from './recognise-arrivals.js';

/** Under which the words of a stored message are sealed with their member's key. */
export const MESSAGE_TEXT_BINDING = 'message.text_ciphertext';

/** What is remembered of a walked message besides its words. */
export interface Remembered {
  readonly message: AdmittedMessage;
  /** ISO 639-3. */
  readonly language: string;
  readonly heat: number;
  /** Something that should have read it could not. */
  readonly readAgain: boolean;
}

/** Messages at rest: the words under their member's key, their identity so that they never count twice. */
@Injectable()
export class StoreMessages {
  constructor(
    private readonly vault: Vault,
    private readonly messages: MessagesRepository,
  ) {}

  /** Outside the transaction, because this is where the time goes. */
  async seal(
    organisationId: OrganisationId,
    recognised: Recognised,
    remembered: readonly Remembered[],
  ): Promise<readonly StoredMessage[]> {
    if (remembered.length === 0) return [];
    const keys = await this.vault.keyring(
      organisationId,
      remembered.map(({ message }) => message.memberId),
    );
    return remembered.flatMap(({ message, ...rest }) => {
      const known = recognised.messages.get(message.id);
      if (!known) return [];
      const { memberId, text } = message;
      const textCiphertext = text === '' ? null : keys.seal(memberId, text, MESSAGE_TEXT_BINDING);
      const { channelKind } = known.arrival;
      return [{ message, channelKind, identity: known.identity, textCiphertext, ...rest }];
    });
  }

  /** @throws AlreadyWalked when one of them has been stored since it was found to be new. */
  async execute(tx: Transaction, messages: readonly StoredMessage[], at: Date): Promise<void> {
    await this.messages.store(tx, messages, at);
  }
}
