import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import { ROLES } from '../../kernel/principal.js';
import type { Principal } from '../../kernel/principal.js';
import { may, mayAnywhere, reachOf } from './may.js';
import { PERMISSIONS, ROLE_PERMISSIONS } from './permissions.js';

const programmes = [newId<'programme'>(), newId<'programme'>()];
const groups = [newId<'group'>(), newId<'group'>()];

const principals: fc.Arbitrary<Principal> = fc
  .array(
    fc
      .record({ role: fc.constantFrom(...ROLES) })
      .chain(({ role }) =>
        fc.constantFrom(
          { role, programmeId: null, groupId: null },
          ...programmes.map((programmeId) => ({ role, programmeId, groupId: null })),
          ...groups.map((groupId) => ({ role, programmeId: null, groupId })),
        ),
      ),
    { maxLength: 4 },
  )
  .map((roles) => ({
    organisationId: newId<'organisation'>(),
    staffId: newId<'staff'>(),
    language: 'en',
    roles,
  }));

const places = fc.record({
  programmeId: fc.constantFrom(null, ...programmes),
  groupId: fc.constantFrom(null, ...groups),
});

describe('A permission', () => {
  it('is held at a place exactly when the reach names it, its programme or everything', () => {
    fc.assert(
      fc.property(principals, fc.constantFrom(...PERMISSIONS), places, (principal, permission, place) => {
        const reach = reachOf(principal, permission);
        const isNamed =
          reach.kind === 'organisation' ||
          reach.programmeIds.some((id) => id === place.programmeId) ||
          reach.groupIds.some((id) => id === place.groupId);
        expect(may(principal, permission, place)).toBe(isNamed);
      }),
    );
  });

  it('of a group or programme is never one of the organisation', () => {
    fc.assert(
      fc.property(principals, fc.constantFrom(...PERMISSIONS), (principal, permission) => {
        const everywhere = principal.roles.some(
          ({ role, programmeId, groupId }) =>
            programmeId === null && groupId === null && ROLE_PERMISSIONS[role].includes(permission),
        );
        expect(may(principal, permission, { programmeId: null, groupId: null })).toBe(everywhere);
      }),
    );
  });

  it('held nowhere is held at no place', () => {
    fc.assert(
      fc.property(principals, fc.constantFrom(...PERMISSIONS), places, (principal, permission, place) => {
        if (!mayAnywhere(principal, permission)) expect(may(principal, permission, place)).toBe(false);
      }),
    );
  });
});

describe('Content', () => {
  it.each(['admin', 'dpo', 'auditor', 'integration'] as const)('is not read by the role of %s', (role) => {
    expect(ROLE_PERMISSIONS[role]).not.toContain('flags.read');
  });
});
