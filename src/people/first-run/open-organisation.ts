import { Injectable } from '@nestjs/common';
import type { Fault } from '../../kernel/app-error.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { OrganisationId, ProgrammeId } from '../../kernel/ids.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { hashToken } from '../../platform/auth/index.js';
import type { IssuedSession } from '../../platform/auth/index.js';
import { checkName, checkTimezone } from '../groups/check-group.js';
import { InvalidInput } from '../people.errors.js';
import { faultsOfPerson } from '../staff/check-staff.js';
import { weaknessOf } from '../staff/passwords.js';
import type { WeakPassword } from '../staff/passwords.js';
import { Sessions } from '../sign-in/sessions.js';
import type { StaffRow } from '../staff/staff.js';
import { StaffRegister } from '../staff/staff-register.js';
import { Foundation } from './foundation.js';
import { FIRST_RUN, OrganisationRepository } from './organisation.repository.js';

export interface NewOrganisation {
  /** From the setup link. */
  readonly token: string;
  readonly organisation: string;
  /** The first programme. */
  readonly programme: string;
  /** IANA zone of the programme. */
  readonly timezone: string;
  /** The first person: admin and community manager of the whole organisation, because somebody must be both. */
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: string;
}

export interface OpenedOrganisation {
  readonly kind: 'opened';
  readonly organisationId: OrganisationId;
  readonly programmeId: ProgrammeId;
  readonly session: IssuedSession;
}

/** Turns the setup link into an organisation with its first person, signed in: all of it once, or nothing. */
@Injectable()
export class OpenOrganisation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly organisations: OrganisationRepository,
    private readonly foundation: Foundation,
    private readonly register: StaffRegister,
    private readonly sessions: Sessions,
  ) {}

  /** Throws InvalidInput. */
  async execute(
    input: NewOrganisation,
  ): Promise<OpenedOrganisation | Refused<'link-not-valid'> | WeakPassword> {
    if (!(await this.isLinkValid(input.token))) return refuse('link-not-valid');
    const faults = faultsOf(input);
    if (faults.length > 0) throw new InvalidInput(faults);
    const weakness = weaknessOf(input.password, [input.email.split('@')[0] ?? '', input.name]);
    if (weakness) return weakness;
    const founder = await this.register.prepare(newId<'organisation'>(), input);
    const opened = await this.open(founder, input);
    if (opened.kind === 'refused') await this.register.discard(founder);
    return opened;
  }

  /** Before the costly part, so that a made-up token costs one look-up. */
  private isLinkValid(token: string): Promise<boolean> {
    return this.uow.run(FIRST_RUN, (tx) => this.organisations.isLinkValid(tx, hashToken(token)));
  }

  private open(
    founder: StaffRow,
    input: NewOrganisation,
  ): Promise<OpenedOrganisation | Refused<'link-not-valid'>> {
    const { organisationId, id: staffId } = founder;
    const work = { organisationId, actor: { kind: 'staff', id: staffId }, purpose: 'first_run' } as const;
    return this.uow.run(work, async (tx) => {
      if (!(await this.organisations.useLink(tx, hashToken(input.token)))) return refuse('link-not-valid');
      const programmeId = await this.foundation.lay(tx, organisationId, input);
      await this.register.enter(tx, founder, FOUNDER_ROLES);
      await this.foundation.accept(tx, staffId, input.language);
      const session = await this.sessions.open(tx, { organisationId, staffId });
      const object = { kind: 'organisation', id: organisationId };
      await this.audit.record(tx, { act: 'organisation.opened', object, outcome: 'done' });
      return { kind: 'opened', organisationId, programmeId, session };
    });
  }
}

const FOUNDER_ROLES = [
  { role: 'admin', programmeId: null, groupId: null },
  { role: 'community_manager', programmeId: null, groupId: null },
] as const;

function faultsOf(input: NewOrganisation): readonly Fault[] {
  const faults = [
    { path: '/organisation', message: checkName(input.organisation) },
    { path: '/programme', message: checkName(input.programme) },
    { path: '/timezone', message: checkTimezone(input.timezone) },
  ].flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
  return [...faults, ...faultsOfPerson(input)];
}
