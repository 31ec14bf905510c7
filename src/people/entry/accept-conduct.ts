import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { CODE_OF_CONDUCT } from './code-of-conduct.js';
import { EntryRepository } from './entry.repository.js';

/** Puts on record who agreed to which version, and in which language they read it. */
@Injectable()
export class AcceptConduct {
  constructor(
    private readonly audit: AuditTrail,
    private readonly entry: EntryRepository,
  ) {}

  async execute(tx: Transaction, staffId: StaffId, language: string): Promise<void> {
    const { version } = CODE_OF_CONDUCT;
    if (!(await this.entry.accept(tx, staffId, { version, language }))) return;
    const object = { kind: 'staff', id: staffId };
    const details = { version, language };
    await this.audit.record(tx, { act: 'conduct.accepted', object, outcome: 'done', details });
  }
}
