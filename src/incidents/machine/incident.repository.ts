import { Injectable } from '@nestjs/common';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { Incident, IncidentChange } from './incident.js';
import type { IncidentEvent, IncidentState } from './transitions.js';

const CHANGEABLE: Readonly<Record<keyof IncidentChange, string>> = {
  harm: 'harm',
  severity: 'severity',
  visibility: 'visibility',
  triagedBy: 'triaged_by',
  leaseUntil: 'lease_until',
  offeredTo: 'offered_to',
  offeredAt: 'offered_at',
  askedAct: 'asked_act',
  askedBy: 'asked_by',
  askedAt: 'asked_at',
  askedReason: 'asked_reason',
  endedAt: 'ended_at',
  endedReason: 'ended_reason',
  decidedBy: 'decided_by',
  secondedBy: 'seconded_by',
  mergedInto: 'merged_into',
  playbook: 'playbook',
  settledKind: 'settled_kind',
  settledBy: 'settled_by',
  wishes: 'wishes',
  informed: 'informed',
};

/** A new incident, before anything has joined it. */
export type OpenedIncident = Pick<
  Incident,
  'id' | 'programmeId' | 'reference' | 'harm' | 'severity' | 'visibility' | 'openedBy' | 'informed'
>;

/** Every statement on the incident itself and its command. */
@Injectable()
export class IncidentRepository {
  /** False when the reference is taken. */
  async insert(tx: Transaction, incident: OpenedIncident): Promise<boolean> {
    const { id, programmeId, reference, harm, severity, visibility, openedBy, informed } = incident;
    const rows = await tx.query(
      `INSERT INTO incident (id, organisation_id, programme_id, reference, harm, severity, visibility, opened_by, informed)
         VALUES ($1, app_organisation(), $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT ON CONSTRAINT incident_reference_once DO NOTHING RETURNING id`,
      [id, programmeId, reference, harm, severity, visibility, openedBy, informed],
    );
    return rows.length > 0;
  }

  /** Held until the end of the transaction: whoever moves an incident waits for whoever is moving it. */
  async lock(tx: Transaction, ids: readonly IncidentId[]): Promise<readonly Incident[]> {
    await tx.query(
      `SELECT FROM incident WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[])
         ORDER BY id FOR UPDATE`,
      [ids],
    );
    return tx.query<Incident>(
      `SELECT ${INCIDENT_COLUMNS} FROM incident i WHERE i.organisation_id = app_organisation()
         AND i.id = ANY($1::uuid[]) ORDER BY i.id`,
      [ids],
    );
  }

  async move(
    tx: Transaction,
    id: IncidentId,
    to: { readonly event: IncidentEvent; readonly state: IncidentState; readonly change: IncidentChange },
  ): Promise<void> {
    const { sets, values } = setsOf(to.change, 3);
    await tx.query(
      `UPDATE incident SET ${['last_event = $2', 'state = $3', ...sets].join(', ')}, changed_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, to.event, to.state, ...values],
    );
  }

  async change(tx: Transaction, id: IncidentId, change: IncidentChange): Promise<void> {
    const { sets, values } = setsOf(change, 1);
    if (sets.length === 0) return;
    await tx.query(
      `UPDATE incident SET ${sets.join(', ')}, changed_at = app_now()
         WHERE organisation_id = app_organisation() AND id = $1`,
      [id, ...values],
    );
  }

  async beginCommand(tx: Transaction, id: IncidentId, staffId: StaffId): Promise<void> {
    await tx.query(
      `INSERT INTO incident_command (organisation_id, incident_id, staff_id, from_at)
         VALUES (app_organisation(), $1, $2, app_now())`,
      [id, staffId],
    );
  }

  /** A command that began this very moment has lasted no time; it leaves no range behind. */
  async endCommand(tx: Transaction, id: IncidentId): Promise<void> {
    await tx.query('DELETE FROM incident_command WHERE incident_id = $1 AND from_at = app_now()', [id]);
    await tx.query(
      'UPDATE incident_command SET until_at = app_now() WHERE incident_id = $1 AND until_at IS NULL',
      [id],
    );
  }

  async hasCommanded(tx: Transaction, id: IncidentId, staffId: StaffId): Promise<boolean> {
    const rows = await tx.query(
      'SELECT FROM incident_command WHERE incident_id = $1 AND staff_id = $2 LIMIT 1',
      [id, staffId],
    );
    return rows.length > 0;
  }
}

function setsOf(change: IncidentChange, taken: number): { sets: string[]; values: unknown[] } {
  const given: readonly (readonly [string, unknown])[] = Object.entries(change);
  return {
    sets: given.map(([name], index) => `${CHANGEABLE[name as keyof IncidentChange]} = $${taken + index + 1}`),
    values: given.map(([name, value]) =>
      name === 'playbook' && value !== null ? JSON.stringify(value) : value,
    ),
  };
}

export const INCIDENT_COLUMNS = `
  i.id, i.programme_id AS "programmeId", i.reference, i.harm, i.state, i.severity, i.worst_severity AS "worstSeverity",
  i.visibility, i.opened_at AS "openedAt", i.opened_by AS "openedBy", i.changed_at AS "changedAt",
  i.triaged_by AS "triagedBy", i.lease_until AS "leaseUntil", i.offered_to AS "offeredTo",
  i.offered_at AS "offeredAt", i.asked_act AS "askedAct", i.asked_by AS "askedBy", i.asked_at AS "askedAt",
  i.asked_reason AS "askedReason", i.ended_at AS "endedAt", i.ended_reason AS "endedReason",
  i.decided_by AS "decidedBy", i.seconded_by AS "secondedBy", i.merged_into AS "mergedInto", i.playbook,
  i.settled_kind AS "settledKind", i.settled_by AS "settledBy", i.wishes, i.informed, i.recused,
  (SELECT c.staff_id FROM incident_command c WHERE c.incident_id = i.id AND c.until_at IS NULL) AS commander,
  (SELECT c.from_at FROM incident_command c WHERE c.incident_id = i.id AND c.until_at IS NULL) AS "commandSince"`;
