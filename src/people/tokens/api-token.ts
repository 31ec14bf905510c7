import type { GroupId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Refused } from '../../kernel/refused.js';
import type { PermissionName } from '../../platform/auth/index.js';

/**
 * What a program may be let do: read, bring and keep reference data. Deciding, answering and managing people stay with
 * people, whose name stands under them.
 */
export const TOKEN_PERMISSIONS = [
  'groups.read',
  'basis.read',
  'channels.read',
  'imports.read',
  'imports.start',
  'flags.read',
  'incidents.read',
  'playbooks.read',
  'escalation.read',
  'register.read',
  'register.manage',
  'claims.read',
  'claims.manage',
  'audit.read',
  'audit.export',
  'retention.read',
  'health.read',
] as const satisfies readonly PermissionName[];

export type TokenPermission = (typeof TOKEN_PERMISSIONS)[number];

export interface NewToken {
  readonly name: string;
  readonly permissions: readonly TokenPermission[];
  /** At most one of the two; both null: the whole organisation. */
  readonly programmeId: ProgrammeId | null;
  readonly groupId: GroupId | null;
  readonly days: number;
}

/** A year at most: a token that nobody renews is one that nobody needs. */
export const MOST_TOKEN_DAYS = 365;

export interface TokenView extends Omit<NewToken, 'days'> {
  readonly id: string;
  readonly createdBy: StaffId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface TokenMade {
  readonly kind: 'made';
  readonly id: string;
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

export type TokenRefused = Refused<'unknown-place' | 'two-places' | 'beyond-reach'>;
