import { Injectable } from '@nestjs/common';
import type { ProgrammeId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may } from '../../platform/auth/index.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { PolicyNotFound } from '../escalation.errors.js';
import { PolicyRepository } from './policy.repository.js';
import type { PolicyProgramme } from './policy.repository.js';

/** The check before anything is done with a chain: is the programme there, and does the principal hold the permission? */
@Injectable()
export class ReachProgramme {
  constructor(private readonly policies: PolicyRepository) {}

  /** Throws PolicyNotFound alike where there is none and where it is out of reach. */
  async execute(
    tx: Transaction,
    principal: Principal,
    wanted: { readonly programmeId: ProgrammeId; readonly permission: PermissionName },
  ): Promise<PolicyProgramme> {
    const { programmeId, permission } = wanted;
    const programme = await this.policies.programme(tx, programmeId);
    if (!programme || !may(principal, permission, { programmeId, groupId: null })) throw new PolicyNotFound();
    return programme;
  }
}
