import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { InvalidPolicy, NothingToPublish } from '../escalation.errors.js';
import { faultsOfSteps } from './check-policy.js';
import type { Policy, Step } from './policy.js';
import { PolicyRepository } from './policy.repository.js';
import { ReachProgramme } from './reach-programme.js';
import { WhoIsMeant } from './who-is-meant.js';

/** A chain is changed as a draft that tells nobody, and put in force in one step. Runs under way keep their own. */
@Injectable()
export class ChangePolicy {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly reach: ReachProgramme,
    private readonly policies: PolicyRepository,
    private readonly who: WhoIsMeant,
  ) {}

  /** Makes the draft or replaces it. Throws InvalidPolicy naming each fault, PolicyNotFound out of reach. */
  saveDraft(principal: Principal, programmeId: ProgrammeId, steps: readonly Step[]): Promise<void> {
    return this.change(principal, programmeId, async (tx) => {
      const faults = [...faultsOfSteps(steps), ...(await this.strangers(tx, steps))];
      if (faults.length > 0) throw new InvalidPolicy(faults);
      const draft = await this.policies.draft(tx, programmeId);
      const id = draft?.id ?? newId<'escalation_policy'>();
      if (draft) await this.policies.rewrite(tx, id, steps);
      else await this.policies.insert(tx, { id, programmeId, state: 'draft', steps });
      await this.record(tx, 'escalation_policy.drafted', { id, programmeId });
    });
  }

  /** Throws NothingToPublish where there is no draft. */
  publish(principal: Principal, programmeId: ProgrammeId): Promise<void> {
    return this.change(principal, programmeId, async (tx) => {
      const draft = await this.policies.draft(tx, programmeId);
      if (!draft) throw new NothingToPublish();
      await this.policies.publish(tx, draft);
      await this.record(tx, 'escalation_policy.published', draft);
    });
  }

  private change(
    principal: Principal,
    programmeId: ProgrammeId,
    work: (tx: Transaction) => Promise<void>,
  ): Promise<void> {
    return this.uow.run(workOf(principal, 'manage_escalation'), async (tx) => {
      await this.reach.execute(tx, principal, { programmeId, permission: 'escalation.manage' });
      await work(tx);
    });
  }

  private async strangers(tx: Transaction, steps: readonly Step[]) {
    const known = new Set<StaffId>((await this.who.candidates(tx)).map(({ id }) => id));
    return steps.flatMap(({ targets }, step) =>
      targets.flatMap((target, place) =>
        target.kind === 'person' && !known.has(target.staffId)
          ? [
              {
                path: `/steps/${step}/targets/${place}/staffId`,
                message: 'must be somebody here who can be told',
              },
            ]
          : [],
      ),
    );
  }

  private record(tx: Transaction, act: string, { id, programmeId }: Pick<Policy, 'id' | 'programmeId'>) {
    const object = { kind: 'escalation_policy', id };
    return this.audit.record(tx, { act, object, outcome: 'done', details: { programme: programmeId } });
  }
}
