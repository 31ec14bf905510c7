import type { Role } from '../../kernel/principal.js';

/** `room.act`; a route names exactly one. */
export const PERMISSIONS = [
  'session.own',
  'staff.read',
  'staff.manage',
  'tokens.manage',
  'groups.read',
  'groups.manage',
  'channels.read',
  'channels.manage',
  'imports.read',
  'imports.start',
  'flags.read',
  'flags.decide',
  'appeals.record',
  'appeals.decide',
  'incidents.read',
  'incidents.open',
  'incidents.work',
  'incidents.close',
  'incidents.confidential',
  'playbooks.read',
  'notices.own',
  'escalation.read',
  'escalation.manage',
  'basis.read',
  'basis.record',
  'objections.record',
  'register.read',
  'register.manage',
  'claims.read',
  'claims.manage',
  'audit.read',
  'audit.export',
  'retention.read',
  'retention.run',
  'members.forget',
  'demo.manage',
  'health.read',
] as const;

export type PermissionName = (typeof PERMISSIONS)[number];

const EVERYONE = ['session.own', 'notices.own', 'groups.read', 'basis.read'] as const;

const REVIEWING = [
  ...EVERYONE,
  'flags.read',
  'flags.decide',
  'appeals.record',
  'appeals.decide',
  'incidents.read',
  'incidents.open',
  'playbooks.read',
  'imports.read',
  'imports.start',
  'objections.record',
  'register.read',
  'claims.read',
] as const;

/** Walks an incident through its states; closing it is asked for apart, because it takes another pair of eyes. */
const COMMANDING = [...REVIEWING, 'incidents.work', 'incidents.close', 'escalation.read'] as const;

/** Who may do what, as data. The scope of the role says where. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly PermissionName[]>> = {
  // Runs the installation; reads no member's words unless they also hold a reviewing role.
  admin: [
    ...EVERYONE,
    'staff.read',
    'staff.manage',
    'tokens.manage',
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
    'playbooks.read',
    'escalation.read',
    'escalation.manage',
    'audit.read',
    'retention.read',
    'retention.run',
    'members.forget',
    'demo.manage',
    'health.read',
  ],
  community_manager: [
    ...COMMANDING,
    'groups.manage',
    'basis.record',
    'channels.read',
    'register.manage',
    'claims.manage',
  ],
  coordinator: REVIEWING,
  // Also reads incidents that only those who need to know may read.
  safeguarding_lead: [
    ...COMMANDING,
    'incidents.confidential',
    'basis.record',
    'claims.manage',
    'escalation.manage',
  ],
  commander_on_duty: COMMANDING,
  // Reads metadata, never content.
  dpo: [
    ...EVERYONE,
    'staff.read',
    'basis.record',
    'objections.record',
    'imports.read',
    'playbooks.read',
    'escalation.read',
    'audit.read',
    'audit.export',
    'retention.read',
    'retention.run',
    'members.forget',
    'health.read',
  ],
  auditor: [
    ...EVERYONE,
    'staff.read',
    'imports.read',
    'escalation.read',
    'audit.read',
    'audit.export',
    'retention.read',
    'health.read',
  ],
  // Delivers through a channel with its own secret; signs in to nothing.
  integration: ['session.own'],
};
