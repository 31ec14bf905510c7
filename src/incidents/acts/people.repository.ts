import { Injectable } from '@nestjs/common';
import type { ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ROLE_PERMISSIONS } from '../../platform/auth/index.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { ROLES } from '../../kernel/principal.js';

/** Who can be named in an incident: as its commander, or as somebody who must not know of it. */
@Injectable()
export class PeopleRepository {
  /** Everybody who can sign in and holds the permission in the programme. */
  async holding(
    tx: Transaction,
    programmeId: ProgrammeId,
    permission: PermissionName,
  ): Promise<readonly StaffId[]> {
    const roles = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
    const rows = await tx.query<{ id: StaffId }>(
      `SELECT DISTINCT s.id FROM staff s JOIN staff_role r ON r.staff_id = s.id
         WHERE s.organisation_id = app_organisation() AND s.disabled_at IS NULL AND r.role = ANY($2::text[])
           AND (r.programme_id = $1 OR (r.programme_id IS NULL AND r.group_id IS NULL))
         ORDER BY s.id`,
      [programmeId, roles],
    );
    return rows.map(({ id }) => id);
  }

  async everybody(tx: Transaction): Promise<readonly StaffId[]> {
    const rows = await tx.query<{ id: StaffId }>(
      'SELECT id FROM staff WHERE organisation_id = app_organisation() ORDER BY created_at, id',
    );
    return rows.map(({ id }) => id);
  }
}
