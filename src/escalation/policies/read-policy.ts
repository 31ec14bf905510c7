import { Injectable } from '@nestjs/common';
import type { ProgrammeId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import type { Policy } from './policy.js';
import { PolicyInForce } from './policy-in-force.js';
import { PolicyRepository } from './policy.repository.js';
import type { PolicyProgramme } from './policy.repository.js';
import { ReachProgramme } from './reach-programme.js';
import { WhoIsMeant } from './who-is-meant.js';
import type { NamedPerson } from './who-is-meant.js';

/** A version with those its steps would tell this minute; an empty list is a step that would be passed over. */
export interface ShownPolicy {
  readonly policy: Policy;
  readonly people: readonly (readonly NamedPerson[])[];
}

export interface PolicyView {
  readonly programme: PolicyProgramme;
  readonly published: ShownPolicy;
  /** Null where nobody is changing the chain. */
  readonly draft: ShownPolicy | null;
  readonly mayManage: boolean;
  /** Whom a step may name. */
  readonly candidates: readonly NamedPerson[];
}

/** The chain of a programme, as it stands and as it is being changed. */
@Injectable()
export class ReadPolicy {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reach: ReachProgramme,
    private readonly inForce: PolicyInForce,
    private readonly policies: PolicyRepository,
    private readonly who: WhoIsMeant,
  ) {}

  /** Throws PolicyNotFound outside the principal's reach. */
  execute(principal: Principal, programmeId: ProgrammeId): Promise<PolicyView> {
    return this.uow.run(workOf(principal, 'read_escalation'), async (tx) => {
      const wanted = { programmeId, permission: 'escalation.read' } as const;
      const programme = await this.reach.execute(tx, principal, wanted);
      const published = await this.show(tx, await this.inForce.execute(tx, programmeId));
      const draft = await this.policies.draft(tx, programmeId);
      return {
        programme,
        published,
        draft: draft && (await this.show(tx, draft)),
        mayManage: may(principal, 'escalation.manage', { programmeId, groupId: null }),
        candidates: await this.who.candidates(tx),
      };
    });
  }

  private async show(tx: Transaction, policy: Policy): Promise<ShownPolicy> {
    return { policy, people: await this.who.execute(tx, policy.programmeId, policy.steps) };
  }
}
