import type { Principal } from '../../kernel/principal.js';
import { may } from '../../platform/auth/index.js';
import type { Incident } from '../machine/incident.js';

type Seen = Pick<
  Incident,
  'programmeId' | 'visibility' | 'recused' | 'informed' | 'commander' | 'offeredTo' | 'triagedBy'
>;

/**
 * Does the incident exist for this person, as a whole? The database hides it from the recused; this says so again. Its
 * parts in single groups are asked for apart.
 */
export function maySee(principal: Principal, incident: Seen): boolean {
  const { staffId } = principal;
  if (incident.recused.includes(staffId)) return false;
  const place = { programmeId: incident.programmeId, groupId: null };
  if (!may(principal, 'incidents.read', place)) return false;
  return incident.visibility === 'open' || needsToKnow(principal, incident);
}

/** Leads, whoever answers for it or is asked to, and whoever was let in. */
export function needsToKnow(principal: Principal, incident: Seen): boolean {
  const { staffId } = principal;
  const { programmeId, informed, commander, offeredTo, triagedBy } = incident;
  if (may(principal, 'incidents.confidential', { programmeId, groupId: null })) return true;
  return informed.includes(staffId) || [commander, offeredTo, triagedBy].includes(staffId);
}
