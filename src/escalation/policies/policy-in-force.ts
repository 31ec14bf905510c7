import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { ProgrammeId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { DEFAULT_STEPS } from './default-policy.js';
import type { Policy } from './policy.js';
import { PolicyRepository } from './policy.repository.js';

/** The published policy of a programme. Where nobody has written one, the default is published on the spot. */
@Injectable()
export class PolicyInForce {
  constructor(
    private readonly audit: AuditTrail,
    private readonly policies: PolicyRepository,
  ) {}

  async execute(tx: Transaction, programmeId: ProgrammeId): Promise<Policy> {
    const policy = (await this.policies.published(tx, programmeId)) ?? (await this.make(tx, programmeId));
    if (!policy) throw new Error('A policy was neither found nor made');
    return policy;
  }

  /** Whoever came first wins: both want the same steps. */
  private async make(tx: Transaction, programmeId: ProgrammeId): Promise<Policy | null> {
    const id = newId<'escalation_policy'>();
    const made = await this.policies.insert(tx, {
      id,
      programmeId,
      state: 'published',
      steps: DEFAULT_STEPS,
    });
    if (made)
      await this.audit.record(tx, {
        act: 'escalation_policy.published',
        object: { kind: 'escalation_policy', id },
        outcome: 'done',
        details: { programme: programmeId, default: true },
      });
    return this.policies.published(tx, programmeId);
  }
}
