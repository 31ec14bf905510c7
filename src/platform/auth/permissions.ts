import type { Role } from '../../kernel/principal.js';

/** `room.act`; a route names exactly one. */
export const PERMISSIONS = [
  'session.own',
  'staff.read',
  'staff.manage',
  'groups.read',
  'groups.manage',
  'channels.read',
  'channels.manage',
  'imports.read',
  'imports.start',
  'flags.read',
  'basis.read',
  'basis.record',
  'objections.record',
  'register.read',
  'register.manage',
  'claims.read',
  'claims.manage',
  'health.read',
] as const;

export type PermissionName = (typeof PERMISSIONS)[number];

const EVERYONE = ['session.own', 'groups.read', 'basis.read'] as const;

const REVIEWING = [
  ...EVERYONE,
  'flags.read',
  'imports.read',
  'imports.start',
  'objections.record',
  'register.read',
  'claims.read',
] as const;

/** Who may do what, as data. The scope of the role says where. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly PermissionName[]>> = {
  // Runs the installation; reads no member's words unless they also hold a reviewing role.
  admin: [
    ...EVERYONE,
    'staff.read',
    'staff.manage',
    'groups.manage',
    'channels.read',
    'channels.manage',
    'imports.read',
    'imports.start',
    'basis.record',
    'objections.record',
    'register.read',
    'register.manage',
    'claims.read',
    'claims.manage',
    'health.read',
  ],
  community_manager: [
    ...REVIEWING,
    'groups.manage',
    'basis.record',
    'channels.read',
    'register.manage',
    'claims.manage',
  ],
  coordinator: REVIEWING,
  safeguarding_lead: [...REVIEWING, 'basis.record', 'claims.manage'],
  commander_on_duty: REVIEWING,
  // Reads metadata, never content.
  dpo: [...EVERYONE, 'staff.read', 'basis.record', 'objections.record', 'imports.read', 'health.read'],
  auditor: [...EVERYONE, 'staff.read', 'imports.read', 'health.read'],
  // Delivers through a channel with its own secret; signs in to nothing.
  integration: ['session.own'],
};
