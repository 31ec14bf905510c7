import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { Transaction } from '../../kernel/transaction.js';
import { MemberNotFound } from '../retention.errors.js';
import type { Erasure } from './erasure.js';
import { ErasureRepository } from './erasure.repository.js';
import type { MemberStores } from './member-stores.repository.js';
import { receiptOf } from './write-receipt.js';

/** Intent and receipt, each with its entry in the log. */
@Injectable()
export class RecordErasure {
  constructor(
    private readonly clock: Clock,
    private readonly erasures: ErasureRepository,
    private readonly audit: AuditTrail,
  ) {}

  async intent(
    tx: Transaction,
    wanted: Pick<Parameters<ErasureRepository['intend']>[1], 'erasureId' | 'memberId' | 'ground'>,
    askedAt = this.clock.now().toISOString(),
  ): Promise<Erasure> {
    const isNew = await this.erasures.intend(tx, { ...wanted, askedAt });
    if (isNew)
      await this.audit.record(tx, {
        act: 'subject.erasure_asked',
        object: { kind: 'member', id: wanted.memberId },
        outcome: 'done',
        details: { ground: wanted.ground, erasure: wanted.erasureId },
      });
    const erasure = await this.erasures.of(tx, wanted.memberId);
    if (!erasure) throw new MemberNotFound();
    return erasure;
  }

  async done(
    tx: Transaction,
    erasure: Erasure,
    lines: Awaited<ReturnType<MemberStores['readAgain']>>,
  ): Promise<Erasure | null> {
    const removed = await this.erasures.addRemoved(tx, erasure.memberId, {});
    const { receipt, hash } = receiptOf({ erasure, removed, lines, now: this.clock.now() });
    if (await this.erasures.finish(tx, erasure.memberId, { receipt, hash }))
      await this.audit.record(tx, {
        act: 'subject.erased',
        object: { kind: 'member', id: erasure.memberId },
        outcome: 'done',
        details: { erasure: erasure.id, receipt: hash },
      });
    return this.erasures.of(tx, erasure.memberId);
  }
}
