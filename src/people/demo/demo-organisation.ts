import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { OrganisationId, ProgrammeId } from '../../kernel/ids.js';
import type { Principal, Role } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { Foundation } from '../first-run/foundation.js';
import type { Ground } from '../first-run/foundation.js';
import { FIRST_RUN, OrganisationRepository } from '../first-run/organisation.repository.js';
import type { Demo } from '../first-run/organisation.repository.js';
import type { StaffRow } from '../staff/staff.js';
import { StaffRegister } from '../staff/staff-register.js';
import type { Person } from '../staff/staff-register.js';

/** Where the demo begins: one invented person and a programme without groups. */
export interface DemoGround {
  readonly organisationId: OrganisationId;
  readonly programmeId: ProgrammeId;
  /** The first person, as if signed in. */
  readonly founder: Principal;
}

/** The organisation of invented people: apart from every real one by row-level security, and the only one that can go. */
@Injectable()
export class DemoOrganisation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly vault: Vault,
    private readonly organisations: OrganisationRepository,
    private readonly foundation: Foundation,
    private readonly register: StaffRegister,
  ) {}

  find(): Promise<Demo | null> {
    return this.uow.run(FIRST_RUN, (tx) => this.organisations.demo(tx));
  }

  /** Null when there is one already, also when somebody else was faster. */
  async open(ground: Ground, person: Person & { readonly role: Role }): Promise<DemoGround | null> {
    const organisationId = newId<'organisation'>();
    const row = await this.register.prepare(organisationId, person);
    const opened = await this.uow.run(within(organisationId, 'first_run'), (tx) =>
      this.lay(tx, ground, { row, role: person.role }),
    );
    if (opened === null) await this.vault.destroyAllKeys(organisationId);
    return opened;
  }

  /** From now on the demo counts as whole. */
  async finish(organisationId: OrganisationId): Promise<void> {
    await this.uow.run(within(organisationId, 'first_run'), (tx) => this.organisations.demoIsFilled(tx));
  }

  /**
   * Keys first: whatever stops it half-way leaves nothing that can be read, and it can be asked for again. Once more
   * afterwards, for what was sealed in between. Answers how many rows went; null when there was no demo.
   */
  async remove(): Promise<number | null> {
    const demo = await this.find();
    if (!demo) return null;
    await this.vault.destroyAllKeys(demo.id);
    const rows = await this.uow.run(within(demo.id, 'remove_demo'), (tx) =>
      this.organisations.removeDemo(tx),
    );
    await this.vault.destroyAllKeys(demo.id);
    return rows;
  }

  private async lay(
    tx: Transaction,
    ground: Ground,
    { row, role }: { readonly row: StaffRow; readonly role: Role },
  ): Promise<DemoGround | null> {
    const { organisationId, id: staffId, language } = row;
    const programmeId = await this.foundation.layDemo(tx, organisationId, ground);
    if (programmeId === null) return null;
    const roles = [{ role, programmeId: null, groupId: null }];
    if (!(await this.register.enter(tx, row, roles))) throw new Error('An invented address is in use');
    const object = { kind: 'organisation', id: organisationId };
    const details = { demo: true };
    await this.audit.record(tx, { act: 'organisation.opened', object, outcome: 'done', details });
    return {
      organisationId,
      programmeId,
      founder: { organisationId, staffId, roles, language, demo: true },
    };
  }
}

function within(organisationId: OrganisationId, purpose: string): WorkContext {
  return { organisationId, actor: { kind: 'service', id: 'demo' }, purpose };
}
