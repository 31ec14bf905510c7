import { ListGroups, ListProgrammes, STAFF_ROLES } from '../../people/index.js';
import type { HeldRole, StaffRole } from '../../people/index.js';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { mayAnywhere, reachOf } from '../../platform/auth/index.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { Injectable } from '@nestjs/common';
import type { Option } from '../layout/field.js';
import type { Reader } from '../words/reader.js';

/** Where roles and tokens can hold, by name: the whole organisation, programmes, groups. */
export interface Places {
  readonly programmes: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  /** The whole organisation is this person's to give. */
  readonly everywhere: boolean;
}

const EVERYWHERE = 'all';

/** Reads and writes the choice of a place in a form: `all`, `programme:<id>`, `group:<id>`. */
@Injectable()
export class FindPlaces {
  constructor(
    private readonly listProgrammes: ListProgrammes,
    private readonly listGroups: ListGroups,
  ) {}

  async execute(principal: Principal, permission: PermissionName): Promise<Places> {
    const [programmes, groups] = await Promise.all([
      this.listProgrammes.execute(principal),
      this.listGroups.execute(principal),
    ]);
    return {
      programmes: new Map(programmes.map(({ id, name }) => [id, name])),
      groups: new Map(groups.map(({ id, name, programme }) => [id, `${programme} · ${name}`])),
      everywhere: reachOf(principal, permission).kind === 'organisation',
    };
  }
}

export function placeOptions(reader: Reader, { programmes, groups, everywhere }: Places): readonly Option[] {
  return [
    ...(everywhere ? [{ value: EVERYWHERE, label: reader.say('place.everywhere') }] : []),
    ...[...programmes].map(([id, name]) => ({ value: `programme:${id}`, label: name })),
    ...[...groups].map(([id, name]) => ({ value: `group:${id}`, label: name })),
  ];
}

export function placeOf(choice: string): Pick<HeldRole, 'programmeId' | 'groupId'> | null {
  const [kind, id] = choice.split(':', 2);
  if (kind === EVERYWHERE && id === undefined) return { programmeId: null, groupId: null };
  if (kind === 'programme' && id !== undefined) return { programmeId: id as ProgrammeId, groupId: null };
  if (kind === 'group' && id !== undefined) return { programmeId: null, groupId: id as GroupId };
  return null;
}

export function placeName(
  reader: Reader,
  { programmeId, groupId }: Pick<HeldRole, 'programmeId' | 'groupId'>,
  { programmes, groups }: Places,
): string {
  if (programmeId === null && groupId === null) return reader.say('place.everywhere');
  const name = groupId === null ? programmes.get(programmeId ?? '') : groups.get(groupId);
  return name ?? reader.say('place.elsewhere');
}

/** `coordinator:group:<id>`: a role with its place as one value of a form. */
export function roleValue({ role, programmeId, groupId }: HeldRole): string {
  if (groupId !== null) return `${role}:group:${groupId}`;
  return programmeId === null ? `${role}:${EVERYWHERE}` : `${role}:programme:${programmeId}`;
}

export function readRole(value: string): HeldRole | null {
  const [role, ...rest] = value.split(':');
  const known = STAFF_ROLES.find((one) => one === role);
  const place = placeOf(rest.join(':'));
  return known && place ? { role: known, ...place } : null;
}

/** Roles this person may give at all; where, the people room says. */
export function roleOptions(reader: Reader, principal: Principal): readonly Option[] {
  const mayGiveAll = mayAnywhere(principal, 'staff.manage');
  const offered: readonly StaffRole[] = mayGiveAll
    ? STAFF_ROLES
    : STAFF_ROLES.filter((role) => !['admin', 'dpo', 'auditor'].includes(role));
  return offered.map((role) => ({ value: role, label: reader.say(`role.${role}`) }));
}
