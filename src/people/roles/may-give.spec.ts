import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import type { Principal, Scope } from '../../kernel/principal.js';
import { may, ROLE_PERMISSIONS } from '../../platform/auth/index.js';
import { mayGive, STAFF_ROLES } from './may-give.js';

const programmeId = newId<'programme'>();
const groupId = newId<'group'>();
const EVERYWHERE = { programmeId: null, groupId: null };
const PROGRAMME = { programmeId, groupId: null };
const GROUP = { programmeId: null, groupId };
const PLACES: readonly Scope[] = [EVERYWHERE, PROGRAMME, GROUP];

/** Where a role that is held here is asked about: a group is asked with its programme. */
const asPlace = (scope: Scope): Scope => (scope.groupId === null ? scope : { programmeId, groupId });

const givers: fc.Arbitrary<Principal> = fc
  .array(fc.tuple(fc.constantFrom(...STAFF_ROLES), fc.constantFrom(...PLACES)), { maxLength: 3 })
  .map((held) => ({
    organisationId: newId<'organisation'>(),
    staffId: newId<'staff'>(),
    language: 'en',
    roles: held.map(([role, scope]) => ({ role, ...scope })),
  }));

describe('A role', () => {
  it('is never given by somebody who could not do it themselves, unless they manage staff there', () => {
    fc.assert(
      fc.property(
        givers,
        fc.constantFrom(...STAFF_ROLES),
        fc.constantFrom(...PLACES),
        (giver, role, scope) => {
          const place = asPlace(scope);
          if (!mayGive(giver, role, place)) return;
          const holdsAll = ROLE_PERMISSIONS[role].every((permission) => may(giver, permission, place));
          expect(holdsAll || may(giver, 'staff.manage', place)).toBe(true);
        },
      ),
    );
  });

  it.each([
    { held: 'admin', at: EVERYWHERE, role: 'dpo', place: EVERYWHERE, gives: true },
    { held: 'admin', at: PROGRAMME, role: 'dpo', place: PROGRAMME, gives: true },
    { held: 'admin', at: PROGRAMME, role: 'dpo', place: EVERYWHERE, gives: false },
    { held: 'community_manager', at: EVERYWHERE, role: 'coordinator', place: GROUP, gives: true },
    { held: 'community_manager', at: EVERYWHERE, role: 'admin', place: EVERYWHERE, gives: false },
    { held: 'community_manager', at: EVERYWHERE, role: 'dpo', place: EVERYWHERE, gives: false },
    { held: 'community_manager', at: PROGRAMME, role: 'coordinator', place: GROUP, gives: true },
    { held: 'community_manager', at: GROUP, role: 'coordinator', place: PROGRAMME, gives: false },
    { held: 'coordinator', at: EVERYWHERE, role: 'coordinator', place: GROUP, gives: false },
    { held: 'dpo', at: EVERYWHERE, role: 'dpo', place: EVERYWHERE, gives: false },
  ] as const)('$held at $at gives $role at $place: $gives', ({ held, at, role, place, gives }) => {
    const person = { organisationId: newId<'organisation'>(), staffId: newId<'staff'>(), language: 'en' };
    expect(mayGive({ ...person, roles: [{ role: held, ...at }] }, role, asPlace(place))).toBe(gives);
  });
});
