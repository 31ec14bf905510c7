import { ROLES } from '../../../src/kernel/principal.js';
import type { Role, Scope } from '../../../src/kernel/principal.js';
import type { OrganisationId, StaffId } from '../../../src/kernel/ids.js';
import { UnitOfWork } from '../../../src/kernel/transaction.js';
import { AddUser } from '../../../src/people/index.js';
import { Sessions } from '../../../src/people/sign-in/sessions.js';
import { Csrf, hashToken, ROLE_PERMISSIONS } from '../../../src/platform/auth/index.js';
import type { PermissionName } from '../../../src/platform/auth/index.js';
import type { Town } from './town.js';

/** Somebody at the door, as their browser introduces them. */
export interface CallerAtDoor {
  readonly headers: Readonly<Record<string, string>>;
}

export interface StaffCaller extends CallerAtDoor {
  readonly staffId: StaffId;
  readonly tokenHash: Uint8Array;
}

export const NOBODY: CallerAtDoor = { headers: {} };

/** Every role a person can have: what one may not do with all of them is not a matter of roles. */
const EVERY_ROLE = ROLES.filter((role) => role !== 'integration');

/** Makes people with a login and a live session; those with the same roles once. */
export class Callers {
  private readonly made = new Map<string, Promise<StaffCaller>>();
  private count = 0;

  constructor(private readonly town: Town) {}

  /** All roles at a place; the whole first organisation when nothing is said. */
  everything(place: Partial<Scope> = {}, organisationId = this.town.organisationId): Promise<StaffCaller> {
    return this.withRoles(EVERY_ROLE, place, organisationId);
  }

  /** All roles but those that may; null when every role may. */
  without(permission: PermissionName): Promise<StaffCaller> | null {
    const roles = EVERY_ROLE.filter((role) => !ROLE_PERMISSIONS[role].includes(permission));
    return roles.length === 0 ? null : this.withRoles(roles);
  }

  withRoles(
    roles: readonly Role[],
    place: Partial<Scope> = {},
    organisationId = this.town.organisationId,
  ): Promise<StaffCaller> {
    const key = JSON.stringify([roles, place, organisationId]);
    const known = this.made.get(key) ?? this.aPerson(roles, place, organisationId);
    this.made.set(key, known);
    return known;
  }

  /** Nobody else has these roles and this session. */
  async aPerson(
    roles: readonly Role[] = EVERY_ROLE,
    place: Partial<Scope> = {},
    organisationId: OrganisationId = this.town.organisationId,
  ): Promise<StaffCaller> {
    const { rooms, service } = this.town;
    const email = `caller-${String((this.count += 1))}@example.org`;
    const held = { programmeId: null, groupId: null, ...place };
    const [role = 'auditor'] = roles;
    const person = { email, name: 'Amani', password: 'nyumba ya mawe', language: 'en', role, ...held };
    const added = await rooms.get(AddUser).execute({ ...person, organisationId });
    if (added.kind === 'refused') throw new Error(added.reason);
    for (const other of roles.slice(1))
      await service.database.ownerQuery(
        `INSERT INTO staff_role (organisation_id, staff_id, role, programme_id, group_id) VALUES ($1, $2, $3, $4, $5)`,
        [organisationId, added.staffId, other, held.programmeId, held.groupId],
      );
    return this.signedIn(organisationId, added.staffId);
  }

  /** The first person with every role: whatever was done so far, they did. */
  async founder(): Promise<StaffCaller> {
    const { service, organisationId, founder } = this.town;
    await service.database.ownerQuery(
      `INSERT INTO staff_role (organisation_id, staff_id, role) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING`,
      [organisationId, founder.staffId, EVERY_ROLE],
    );
    return this.signedIn(organisationId, founder.staffId);
  }

  async signedIn(organisationId: OrganisationId, staffId: StaffId): Promise<StaffCaller> {
    const { rooms } = this.town;
    const work = { organisationId, actor: { kind: 'staff', id: staffId }, purpose: 'sign_in' } as const;
    const { token } = await rooms
      .get(UnitOfWork)
      .run(work, (tx) => rooms.get(Sessions).open(tx, { organisationId, staffId }));
    const tokenHash = hashToken(token);
    const csrf = rooms.get(Csrf).tokenFor(tokenHash);
    return { staffId, tokenHash, headers: { cookie: `mlinzi_session=${token}`, 'x-csrf-token': csrf } };
  }
}
