import { Injectable } from '@nestjs/common';
import type { GroupId, MemberId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import type { Purpose } from '../ledger/purpose.js';
import { verdictOn } from './rule.js';
import type { Verdict } from './rule.js';

export interface ProcessingQuestion {
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly purpose: Purpose;
}

/** May this member's messages in this group be used for this purpose, by what the ledger said at that moment? */
@Injectable()
export class MayProcess {
  constructor(private readonly ledger: LedgerRepository) {}

  async execute(tx: Transaction, question: ProcessingQuestion, at: Date): Promise<Verdict> {
    const extract = await this.ledger.extract(tx, {
      groupIds: [question.groupId],
      memberIds: [question.memberId],
      until: at,
    });
    return verdictOn(extract, question.purpose, at);
  }
}
