import { Injectable } from '@nestjs/common';
import type { Ground } from '../../kernel/erasure-ground.js';
import { newId } from '../../kernel/ids.js';
import type { MemberId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { MemberNotFound, NotForgotten } from '../retention.errors.js';
import type { Erasure } from './erasure.js';
import { ErasureRepository } from './erasure.repository.js';
import { ForgottenJournal } from './journal.js';
import type { Forgotten } from './journal.js';
import { MemberStores } from './member-stores.repository.js';
import { RecordErasure } from './record-erasure.js';

/** A worker that met the member while they were forgotten may store once more; more often than this it cannot be that. */
const ATTEMPTS = 3;

export interface ForgetRequest {
  readonly organisationId: OrganisationId;
  readonly memberId: MemberId;
  readonly ground: Ground;
}

/**
 * Forgets one member for good: the intent is on record, then on disk outside the database, then what is there is
 * destroyed, then every store is read again, and only then is there a receipt. Each step may be repeated, so whoever
 * finds an erasure half done does it from the beginning.
 */
@Injectable()
export class ForgetMember {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly erasures: ErasureRepository,
    private readonly stores: MemberStores,
    private readonly journal: ForgottenJournal,
    private readonly vault: Vault,
    private readonly record: RecordErasure,
  ) {}

  /** The same receipt however often it is asked for. @throws MemberNotFound for whoever is not of this organisation. */
  async execute(
    { organisationId, memberId, ground }: ForgetRequest,
    by: WorkContext['actor'],
  ): Promise<Erasure> {
    const context: WorkContext = { organisationId, actor: by, purpose: 'forget' };
    const erasure = await this.uow.run(context, (tx) => this.intend(tx, memberId, ground));
    return erasure.doneAt === null ? this.complete(organisationId, memberId) : erasure;
  }

  /** Does what was intended, from the beginning; harmless where it was done. */
  async complete(organisationId: OrganisationId, memberId: MemberId): Promise<Erasure> {
    const context = forgetting(organisationId);
    const erasure = await this.uow.run(context, (tx) => this.erasures.of(tx, memberId));
    if (!erasure) throw new MemberNotFound();
    const { id: erasureId, ground, askedAt } = erasure;
    await this.journal.write({ erasureId, organisationId, memberId, ground, askedAt: askedAt.toISOString() });
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await this.destroy(organisationId, memberId);
      const done = await this.uow.run(context, (tx) => this.prove(tx, erasure));
      if (done) return done;
    }
    throw new NotForgotten(erasureId);
  }

  /** Takes up what the journal tells, as it was asked for then. */
  takeUp(tx: Transaction, { erasureId, memberId, ground, askedAt }: Forgotten): Promise<Erasure> {
    return this.record.intent(tx, { erasureId, memberId, ground }, askedAt);
  }

  private async intend(tx: Transaction, memberId: MemberId, ground: Ground): Promise<Erasure> {
    const known = await this.erasures.of(tx, memberId);
    if (known) return known;
    if (!(await this.erasures.isMember(tx, memberId))) throw new MemberNotFound();
    return this.record.intent(tx, { erasureId: newId<'erasure'>(), memberId, ground });
  }

  /** Rows first: were the key destroyed first and the process ended, words would lie there that nobody looks for. */
  private async destroy(organisationId: OrganisationId, memberId: MemberId): Promise<void> {
    await this.uow.run(forgetting(organisationId), async (tx) => {
      await this.erasures.addRemoved(tx, memberId, await this.stores.forget(tx, memberId));
    });
    await this.vault.destroyKey(organisationId, memberId);
  }

  /** Null where something is left to be read. A key that is destroyed cannot be destroyed again. */
  private async prove(tx: Transaction, erasure: Erasure): Promise<Erasure | null> {
    const { organisationId } = tx.context;
    const lines = await this.stores.readAgain(tx, erasure.memberId);
    const isLeft = lines.some(({ legible }) => legible > 0);
    if (isLeft || organisationId === null || (await this.vault.destroyKey(organisationId, erasure.memberId)))
      return null;
    return this.record.done(tx, erasure, lines);
  }
}

export function forgetting(organisationId: OrganisationId): WorkContext {
  return { organisationId, actor: { kind: 'service', id: 'retention' }, purpose: 'forget' };
}
