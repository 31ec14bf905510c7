import { newId } from '../../src/kernel/ids.js';
import type { GroupId, IncidentId } from '../../src/kernel/ids.js';
import { IncidentDesk } from '../../src/kernel/incident-desk.js';
import type { FlagForIncident } from '../../src/kernel/incident-desk.js';
import type { Principal, Role, Scope } from '../../src/kernel/principal.js';
import type { Community } from './community.js';
import { raiseFlags } from './raised-flags.js';
import type { Wanted } from './raised-flags.js';

export type WantedFlag = Partial<Wanted & { readonly sketch: bigint; readonly sentAt: Date }> & {
  readonly groupId: GroupId;
};

/** What the walk does with serious messages: flags are raised and handed to the desk in one go. */
export async function received(
  community: Community,
  ...wanted: readonly WantedFlag[]
): Promise<readonly FlagForIncident[]> {
  const flags = await flagged(community, ...wanted);
  await receive(community, flags);
  return flags;
}

export function receive(community: Community, flags: readonly FlagForIncident[]): Promise<void> {
  const { database, organisationId } = community;
  const context = { organisationId, actor: { kind: 'service', id: 'pipeline' }, purpose: 'walk' } as const;
  return database.unitOfWork.run(context, (tx) => community.get(IncidentDesk).receive(tx, flags));
}

/** Raised but not yet handed over. A sketch stands in for what the detection room remembers of a text. */
export async function flagged(
  community: Community,
  ...wanted: readonly WantedFlag[]
): Promise<readonly FlagForIncident[]> {
  const { database, programmeId, organisationId } = community;
  const raised = await raiseFlags(community, ...wanted);
  return Promise.all(
    raised.map(async ({ id: flagId, memberId }, index) => {
      const {
        groupId,
        sketch,
        sentAt = database.clock.now(),
        ...rest
      } = wanted[index] ?? { groupId: newId() };
      const messageId = newId<'message'>();
      if (sketch !== undefined)
        await database.ownerQuery(
          `INSERT INTO sighting (organisation_id, message_id, group_id, member_id, seen_at, sketch, band_1, band_2,
             band_3, band_4) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0)`,
          [organisationId, messageId, groupId, memberId, sentAt, BigInt.asIntN(64, sketch).toString()],
        );
      const flag = {
        harm: 'scam',
        level: 'high',
        programmeId: rest.programmeId ?? programmeId,
        ...rest,
      } as const;
      const { harm, level } = flag;
      return { flagId, messageId, programmeId: flag.programmeId, groupId, memberId, harm, level, sentAt };
    }),
  );
}

/** A colleague with a row behind them, so that they can be named. */
export async function aColleague(
  community: Community,
  ...roles: readonly (Partial<Scope> & { readonly role: Role })[]
): Promise<Principal> {
  const { database, organisationId, vault } = community;
  const principal = community.someone(roles);
  const { staffId } = principal;
  const keys = await vault.keyring(organisationId, [staffId]);
  await database.ownerQuery(
    `INSERT INTO staff (id, organisation_id, email_index, email_ciphertext, name_ciphertext, password_hash)
       VALUES ($1, $2, $3, $4, $5, '')`,
    [
      staffId,
      organisationId,
      Buffer.from(staffId),
      keys.seal(staffId, `${staffId}@example.org`, 'staff.email_ciphertext'),
      keys.seal(staffId, `Colleague ${staffId.slice(0, 4)}`, 'staff.name_ciphertext'),
    ],
  );
  for (const { role, programmeId, groupId } of principal.roles)
    await database.ownerQuery(
      `INSERT INTO staff_role (organisation_id, staff_id, role, programme_id, group_id) VALUES ($1, $2, $3, $4, $5)`,
      [organisationId, staffId, role, programmeId, groupId],
    );
  return principal;
}

export interface IncidentRow {
  readonly id: IncidentId;
  readonly state: string;
  readonly severity: number;
  readonly flags: number;
  readonly visibility: string;
}

/** Incidents in which any of these flags stand, oldest first. */
export function incidentsOf(
  { database }: Community,
  flags: readonly FlagForIncident[],
): Promise<readonly IncidentRow[]> {
  return database.ownerQuery<IncidentRow>(
    `SELECT i.id, i.state, i.severity, i.visibility, count(*)::integer AS flags
       FROM incident i JOIN incident_flag f ON f.incident_id = i.id
       WHERE f.flag_id = ANY($1) GROUP BY i.id ORDER BY i.opened_at, i.id`,
    [flags.map(({ flagId }) => flagId)],
  );
}
