import { Injectable } from '@nestjs/common';
import type { MemberId, OrganisationId } from '../../kernel/ids.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { MembersRepository } from './members.repository.js';
import { MessagesRepository } from './messages.repository.js';
import type { Newcomer, Recognised } from './recognise-arrivals.js';

/** Under which a handle is sealed with its member's key. */
export const HANDLE_BINDING = 'member_alias.handle_ciphertext';

/** What the gate said about a recognised batch. */
export interface Welcomed {
  readonly messages: readonly AdmittedMessage[];
  readonly joins: readonly AdmittedMessage[];
}

/** Remembers who was let in and answers which of their messages were never walked before. */
@Injectable()
export class WelcomeAdmitted {
  constructor(
    private readonly vault: Vault,
    private readonly members: MembersRepository,
    private readonly messages: MessagesRepository,
  ) {}

  async execute(
    tx: Transaction,
    organisationId: OrganisationId,
    batch: { readonly recognised: Recognised; readonly admitted: Welcomed },
  ): Promise<readonly AdmittedMessage[]> {
    const { recognised, admitted } = batch;
    await this.addMembers(tx, organisationId, newcomersAmong(recognised, admitted));
    await this.members.addJoins(
      tx,
      admitted.joins.map(({ groupId, memberId, sentAt }) => ({ groupId, memberId, at: sentAt })),
    );
    const identified = admitted.messages.map((message) => ({
      message,
      sentAt: message.sentAt,
      identity: recognised.messages.get(message.id)?.identity ?? new Uint8Array(),
    }));
    const known = await this.messages.known(tx, identified);
    return identified
      .filter(({ identity }) => !known.has(Buffer.from(identity).toString('hex')))
      .map(({ message }) => message);
  }

  private async addMembers(
    tx: Transaction,
    organisationId: OrganisationId,
    newcomers: readonly Newcomer[],
  ): Promise<void> {
    if (newcomers.length === 0) return;
    const keys = await this.vault.keyring(
      organisationId,
      newcomers.map(({ memberId }) => memberId),
    );
    const sealed = newcomers.map((newcomer) => ({
      ...newcomer,
      handleCiphertext: keys.seal(newcomer.memberId, newcomer.handle, HANDLE_BINDING),
    }));
    await this.members.add(tx, sealed);
  }
}

function newcomersAmong({ newcomers }: Recognised, { messages, joins }: Welcomed): readonly Newcomer[] {
  const present = new Set<MemberId>([...messages, ...joins].map(({ memberId }) => memberId));
  return [...newcomers.values()].filter(({ memberId }) => present.has(memberId));
}
