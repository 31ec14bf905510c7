import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../consent/index.js';
import type { MessageId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import type { Keyring } from '../../kernel/vault.js';
import { ReadAgainRepository } from './read-again.repository.js';
import type { MarkedRow, ReadAfterAll } from './read-again.repository.js';
import { MESSAGE_TEXT_BINDING } from './store-messages.js';
import { HANDLE_BINDING } from './welcome-admitted.js';

/** Messages that were taken to be read again; nobody has been asked about any of them. */
export interface Reopened {
  readonly taken: readonly MessageId[];
  /** Those of them whose words could be opened. */
  readonly candidates: readonly Candidate[];
  readonly channelKinds: ReadonlyMap<MessageId, string>;
}

/** Stored messages whose reading lacked a detector: finds and opens them, and knows when they are done with. */
@Injectable()
export class ReopenMessages {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: Vault,
    private readonly marks: ReadAgainRepository,
  ) {}

  /** In which some are due. */
  organisations(): Promise<readonly OrganisationId[]> {
    return this.uow.run(LOOK, (tx) => this.marks.organisations(tx));
  }

  /** How many wait in the whole installation; what is over is not among them. */
  waiting(): Promise<number> {
    return this.uow.run(LOOK, (tx) => this.marks.waiting(tx));
  }

  /** Takes those that wait longest; whoever does not come back with them leaves them to others from `until` on. */
  async execute(
    tx: Transaction,
    organisationId: OrganisationId,
    lease: { readonly limit: number; readonly until: Date },
  ): Promise<Reopened> {
    const rows = await this.marks.take(tx, lease);
    const keys = await this.vault.keyring(
      organisationId,
      rows.map(({ memberId }) => memberId),
    );
    return {
      taken: rows.map(({ id }) => id),
      candidates: rows.flatMap((row) => asCandidate(row, keys) ?? []),
      channelKinds: new Map(rows.map(({ id, channelKind }) => [id, channelKind])),
    };
  }

  /** They wait no more; answers which still did. */
  done(tx: Transaction, messages: readonly ReadAfterAll[]): Promise<ReadonlySet<MessageId>> {
    return this.marks.clear(tx, messages);
  }
}

const LOOK: WorkContext = {
  organisationId: null,
  actor: { kind: 'service', id: 'read-again' },
  purpose: 'read_again_look',
};

/**
 * As it arrived, as far as that is kept: what a member is called and what files are called is not. Null when its words
 * cannot be opened any more.
 */
function asCandidate(row: MarkedRow, keys: Keyring): Candidate | null {
  const { id, groupId, memberId, textCiphertext, handleCiphertext, sentAt, state, forwarded } = row;
  const text = textCiphertext === null ? '' : keys.unseal(memberId, textCiphertext, MESSAGE_TEXT_BINDING);
  if (text === null) return null;
  const handle = handleCiphertext && keys.unseal(memberId, handleCiphertext, HANDLE_BINDING);
  const media = (row.media ?? []).map((file) => ({ ...file, name: null }));
  const sender = { handle: handle ?? '', name: null };
  const inbound = { externalId: null, sender, sentAt, text, state, forwarded, media, ordinal: 0, line: null };
  return { id, groupId, memberId, inbound };
}
