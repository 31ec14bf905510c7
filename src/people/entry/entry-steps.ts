import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { EntryStep } from '../../platform/auth/index.js';
import { CODE_OF_CONDUCT } from './code-of-conduct.js';
import { EntryRepository } from './entry.repository.js';

/** What comes next for somebody who enters: the code, setting one up where a role asks for it, the code of conduct. */
@Injectable()
export class EntrySteps {
  constructor(private readonly entry: EntryRepository) {}

  /** Null when nothing is missing. `proven`: the second factor was shown in this session. */
  async next(tx: Transaction, staffId: StaffId, proven: boolean): Promise<EntryStep | null> {
    const standing = await this.entry.standing(tx, staffId, CODE_OF_CONDUCT.version);
    if (standing.hasFactor && !proven) return 'code';
    if (standing.needsFactor && !standing.hasFactor) return 'enrolment';
    return standing.hasAccepted ? null : 'conduct';
  }
}
