import { Global, Module } from '@nestjs/common';
import { IncidentDesk } from '../kernel/incident-desk.js';
import { ReviewModule } from '../review/index.js';
import { AdvanceIncident } from './acts/advance-incident.js';
import { AnswerIncident } from './acts/answer-incident.js';
import { AttendIncident } from './acts/attend-incident.js';
import { CommandIncident } from './acts/command-incident.js';
import { ConfirmIncident } from './acts/confirm-incident.js';
import { DescribeIncident } from './acts/describe-incident.js';
import { EndIncident } from './acts/end-incident.js';
import { LapseLeases } from './lapsing/lapse-leases.js';
import { LapseRepository } from './lapsing/lapse.repository.js';
import { MergeIncident } from './merging/merge-incident.js';
import { MergeParts } from './merging/merge-parts.js';
import { MergeRepository } from './merging/merge.repository.js';
import { PeopleRepository } from './acts/people.repository.js';
import { RecusePerson } from './acts/recuse-person.js';
import { ReopenIncident } from './acts/reopen-incident.js';
import { SettleCopies } from './acts/settle-copies.js';
import { TakeOver } from './acts/take-over.js';
import { Desk } from './grouping/desk.js';
import { JoinIncident } from './grouping/join-incident.js';
import { LateCopies } from './grouping/late-copies.js';
import { OpenIncident } from './grouping/open-incident.js';
import { PlaceFlags } from './grouping/place-flags.js';
import { PlacementRepository } from './grouping/placement.repository.js';
import { AcknowledgeIncident } from './machine/acknowledge-incident.js';
import { EvidenceRepository } from './machine/evidence.repository.js';
import { IncidentRepository } from './machine/incident.repository.js';
import { MoveIncident } from './machine/move-incident.js';
import { RecordAct } from './machine/record-act.js';
import { RecusalRepository } from './machine/recusal.repository.js';
import { RecusePeople } from './machine/recuse-people.js';
import { TimelineRepository } from './machine/timeline.repository.js';
import { SHIPPED_PLAYBOOKS, loadPlaybooks } from './playbooks/load-playbooks.js';
import { PlaybookShelf } from './playbooks/playbook-shelf.js';
import { IncidentsController } from './api/incidents.controller.js';
import { PlaybooksController } from './api/playbooks.controller.js';
import { ActOnIncident } from './performing/act-on-incident.js';
import { MatterActs } from './performing/matter-acts.js';
import { StateActs } from './performing/state-acts.js';
import { StepRepository } from './playbooks/step.repository.js';
import { WorkStep } from './playbooks/work-step.js';
import { GatherParts } from './reading/gather-parts.js';
import { ListIncidents } from './reading/list-incidents.js';
import { ListRepository } from './reading/list.repository.js';
import { NameableStaff } from './reading/nameable-staff.js';
import { ReadIncident } from './reading/read-incident.js';
import { ReadWhole } from './reading/read-whole.js';
import { ViewRepository } from './reading/view.repository.js';

const REPOSITORIES = [
  EvidenceRepository,
  IncidentRepository,
  LapseRepository,
  ListRepository,
  MergeRepository,
  PeopleRepository,
  PlacementRepository,
  RecusalRepository,
  StepRepository,
  TimelineRepository,
  ViewRepository,
];

const INNER = [
  AcknowledgeIncident,
  AttendIncident,
  GatherParts,
  JoinIncident,
  LateCopies,
  MatterActs,
  MergeParts,
  MoveIncident,
  OpenIncident,
  PlaceFlags,
  ReadWhole,
  RecordAct,
  RecusePeople,
  StateActs,
  TakeOver,
];

const USE_CASES = [
  ActOnIncident,
  AdvanceIncident,
  AnswerIncident,
  CommandIncident,
  ConfirmIncident,
  DescribeIncident,
  EndIncident,
  LapseLeases,
  ListIncidents,
  MergeIncident,
  NameableStaff,
  ReadIncident,
  RecusePerson,
  ReopenIncident,
  SettleCopies,
  WorkStep,
];

/** Global: flags are handed to the desk where they are raised, decided and answered for. */
@Global()
@Module({
  imports: [ReviewModule],
  controllers: [IncidentsController, PlaybooksController],
  providers: [
    ...REPOSITORIES,
    ...INNER,
    ...USE_CASES,
    { provide: PlaybookShelf, useFactory: () => new PlaybookShelf(loadPlaybooks(SHIPPED_PLAYBOOKS)) },
    { provide: IncidentDesk, useClass: Desk },
  ],
  exports: [IncidentDesk, PlaybookShelf, ...USE_CASES],
})
export class IncidentsModule {}
