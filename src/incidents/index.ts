/** Makes one matter of what belongs together and walks it until a named person has dealt with it; never tells anybody itself. */
export { AdvanceIncident } from './acts/advance-incident.js';
export { AnswerIncident } from './acts/answer-incident.js';
export { CommandIncident } from './acts/command-incident.js';
export { ConfirmIncident } from './acts/confirm-incident.js';
export { DescribeIncident } from './acts/describe-incident.js';
export { EndIncident } from './acts/end-incident.js';
export { SETTLEMENTS } from './acts/settle-copies.js';
export { IncidentsModule } from './incidents.module.js';
export { LapseLeases } from './lapsing/lapse-leases.js';
export { DISMISSALS, REOPENINGS, RESOLUTIONS } from './machine/incident.js';
export { INCIDENT_STATES } from './machine/transitions.js';
export { MergeIncident } from './merging/merge-incident.js';
export type { Playbook, PlaybookStep, Wording } from './playbooks/playbook.js';
export { PlaybookShelf } from './playbooks/playbook-shelf.js';
export { WorkStep } from './playbooks/work-step.js';
export { ListIncidents } from './reading/list-incidents.js';
export { ReadIncident } from './reading/read-incident.js';
export type {
  ChecklistStep,
  IncidentGroup,
  IncidentLine,
  IncidentView,
  OwnPart,
  WholeIncident,
} from './reading/incident-view.js';
export { InvalidAct } from './incidents.errors.js';
export { INCIDENT_ACTS } from './performing/act.js';
export type { IncidentActInput } from './performing/act.js';
export { ActOnIncident } from './performing/act-on-incident.js';
export { NameableStaff } from './reading/nameable-staff.js';
