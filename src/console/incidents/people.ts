import type { StaffId } from '../../kernel/ids.js';
import type { WholeIncident } from '../../incidents/index.js';
import type { Option } from '../layout/field.js';
import type { Visit } from '../visit/visit.js';

/** A colleague by name; the reader is "you", and whoever has left is said to have left. */
export function nameOf(
  { reader, principal }: Visit,
  people: WholeIncident['people'],
  id: StaffId | string | null,
): string {
  if (id === null) return reader.say('incidents.service');
  if (id === principal?.staffId) return reader.say('incidents.you');
  const name = people[id as StaffId];
  return name === undefined || name === '' ? reader.say('incidents.colleague') : name;
}

/** Who can be named, the reader left out. */
export function othersFit(visit: Visit, { fit, people }: WholeIncident): readonly Option[] {
  return fit
    .filter((id) => id !== visit.principal?.staffId)
    .map((id) => ({ value: id, label: nameOf(visit, people, id) }));
}

/** Everybody who can be named, the reader first. */
export function allFit(visit: Visit, view: WholeIncident): readonly Option[] {
  const me = visit.principal?.staffId;
  const own = view.fit
    .filter((id) => id === me)
    .map((id) => ({ value: id, label: nameOf(visit, view.people, id) }));
  return [...own, ...othersFit(visit, view)];
}
