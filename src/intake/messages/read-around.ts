import { Injectable } from '@nestjs/common';
import type { MemberId, MessageId } from '../../kernel/ids.js';
import type { MediaKind } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { ConversationRepository } from './conversation.repository.js';
import type { ConversationRow, Spot } from './conversation.repository.js';
import { MESSAGE_TEXT_BINDING } from './store-messages.js';
import { HANDLE_BINDING } from './welcome-admitted.js';

/** A message as it stands in its conversation. */
export interface NearMessage {
  readonly id: MessageId;
  readonly memberId: MemberId;
  readonly sentAt: Date;
  /** Null without words, or when the member was erased. */
  readonly text: string | null;
  /** ISO 639-3. */
  readonly language: string;
  readonly media: readonly MediaKind[];
}

export interface Around {
  /** In the order they were sent. */
  readonly before: readonly NearMessage[];
  readonly after: readonly NearMessage[];
  /** What people of the group are called on the channel: to be masked, never to be shown. */
  readonly handles: readonly { readonly memberId: MemberId; readonly handle: string }[];
}

/** The conversation around a moment, as long as it is kept. Whoever calls records that it was read. */
@Injectable()
export class ReadAround {
  constructor(
    private readonly vault: Vault,
    private readonly conversation: ConversationRepository,
  ) {}

  /** `size` messages on each side; the message `except` itself is left out. */
  async execute(
    tx: Transaction,
    spot: Spot,
    { size, except }: { readonly size: number; readonly except: MessageId },
  ): Promise<Around> {
    const { organisationId } = tx.context;
    if (organisationId === null) return { before: [], after: [], handles: [] };
    const beside = async (side: 'before' | 'after') =>
      (await this.conversation.beside(tx, spot, { side, limit: size + 1 }))
        .filter(({ id }) => id !== except)
        .slice(0, size);
    const [before, after] = [(await beside('before')).toReversed(), await beside('after')];
    const writers = [...before, ...after].map(({ memberId }) => memberId);
    const sealed = writers.length === 0 ? [] : await this.conversation.handles(tx, spot, writers);
    const keys = await this.vault.keyring(organisationId, [
      ...writers,
      ...sealed.map(({ memberId }) => memberId),
    ]);
    const open = (row: ConversationRow): NearMessage => ({
      ...{ id: row.id, memberId: row.memberId, sentAt: row.sentAt, language: row.language },
      text: row.textCiphertext && keys.unseal(row.memberId, row.textCiphertext, MESSAGE_TEXT_BINDING),
      media: (row.media ?? []).map(({ kind }) => kind),
    });
    const handles = sealed.flatMap(({ memberId, handleCiphertext }) => {
      const handle = keys.unseal(memberId, handleCiphertext, HANDLE_BINDING);
      return handle === null ? [] : [{ memberId, handle }];
    });
    return { before: before.map(open), after: after.map(open), handles };
  }
}
