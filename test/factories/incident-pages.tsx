import type { VNode } from 'preact';
import { IncidentPage } from '../../src/console/incidents/incident-page.js';
import { IncidentsPage } from '../../src/console/incidents/incidents-page.js';
import { PlaybookPage } from '../../src/console/playbooks/playbook-page.js';
import { PlaybooksPage } from '../../src/console/playbooks/playbooks-page.js';
import type { Visit } from '../../src/console/visit/visit.js';
import type { IncidentLine, IncidentView, WholeIncident } from '../../src/incidents/index.js';
import { INCIDENT_STATES } from '../../src/incidents/index.js';
import type { FlagId, IncidentId, MemberId, ProgrammeId, StaffId } from '../../src/kernel/ids.js';
import type { Group } from '../../src/people/index.js';
import { A_PLAYBOOK } from './playbook.js';

const EARLIER = new Date('2026-03-02T07:10:00Z');
const LATER = new Date('2026-03-02T09:30:00Z');
const someone = '6f1d7c1e-0000-4000-8000-000000000016' as StaffId;
const id = '6f1d7c1e-0000-4000-8000-000000000011' as IncidentId;

const line: IncidentLine = {
  id,
  programmeId: '6f1d7c1e-0000-4000-8000-000000000002' as ProgrammeId,
  programme: 'Nairobi programme',
  timezone: 'Africa/Nairobi',
  reference: '3F7K',
  harm: 'impersonation',
  state: 'new',
  severity: 1,
  visibility: 'open',
  openedAt: EARLIER,
  changedAt: EARLIER,
  leaseUntil: null,
  commander: null,
  flags: 11,
  groups: 7,
  lateSteps: 2,
  lastJoinedAt: EARLIER,
  need: 'answer',
};

const KINDS = [
  ...[
    'opened',
    'joined',
    'acknowledged',
    'lapsed',
    'confirmed',
    'dismissed',
    'merged',
    'contained',
    'recurred',
  ],
  ...['resolved', 'closed', 'reopened', 'severity_changed', 'visibility_changed', 'wishes_recorded', 'noted'],
  ...[
    'recused',
    'command_offered',
    'command_accepted',
    'command_taken',
    'end_asked',
    'end_declined',
    'settled',
  ],
  ...['step_given', 'step_done', 'step_waived', 'step_late'],
];

const LINE_OF_ITS_LIFE: Omit<WholeIncident['incident'], keyof typeof line> = {
  worstSeverity: 1,
  openedBy: null,
  triagedBy: someone,
  offeredTo: null,
  offeredAt: null,
  askedAct: null,
  askedBy: null,
  askedAt: null,
  askedReason: null,
  endedAt: null,
  endedReason: null,
  decidedBy: null,
  secondedBy: null,
  mergedInto: null,
  settledKind: 'ask_delete',
  settledBy: someone,
  wishes: 'recorded',
  commandSince: EARLIER,
};

const timeline: WholeIncident['timeline'] = KINDS.map((kind) => ({
  at: EARLIER,
  by: kind === 'lapsed' ? null : someone,
  kind,
  details: { flags: 3, from: 2, to: someone, step: 'check', harm: 'scam', decision: 'warn', evidence: 4 },
  note: kind === 'noted' ? 'Spoke with the focal point.' : null,
}));

const checklist: WholeIncident['checklist'] = A_PLAYBOOK.steps.map((step, index) => ({
  step,
  ...{ state: 'open', owner: someone, dueAt: EARLIER, outcome: null, endedAt: null, endedBy: null },
  ...(index === 0 && { state: 'done', outcome: 'fake', endedAt: EARLIER, endedBy: someone }),
  evidence: index === 0 ? [{ sealedAt: EARLIER, text: 'Their office does not know the number.' }] : [],
}));

function groupsOf(group: Group): WholeIncident['groups'] {
  const flag = {
    groupId: group.id,
    memberId: '6f1d7c1e-0000-4000-8000-000000000004' as MemberId,
    pseudonym: 'M-41FZ',
    sentAt: EARLIER,
    state: 'open',
    level: 'critical',
  } as const;
  const first = (['opened', 'campaign', 'actor', 'group', 'reviewer', 'merge'] as const).map(
    (joinedBy, index) => ({
      ...flag,
      flagId: `6f1d7c1e-0000-4000-8000-00000000002${index}` as FlagId,
      joinedBy,
    }),
  );
  return [{ id: group.id, name: group.name, flags: 20, undecided: 3, first }];
}

/** One incident in the state asked for, with something of everything. */
function whole(group: Group, me: StaffId, over: Partial<WholeIncident['incident']>): WholeIncident {
  return {
    part: 'whole',
    programme: 'Nairobi programme',
    timezone: 'Africa/Nairobi',
    incident: { ...line, ...LINE_OF_ITS_LIFE, triagedBy: me, leaseUntil: LATER, commander: me, ...over },
    groups: groupsOf(group),
    timeline,
    playbook: A_PLAYBOOK,
    checklist,
    holding: [],
    evidence: { pieces: 11, intact: true },
    told: {
      people: (['delivered', 'under_way', 'failed', 'none'] as const).map((mail, index) => ({
        staffId: index === 0 ? me : (`6f1d7c1e-0000-4000-8000-00000000004${index}` as StaffId),
        toldAt: EARLIER,
        answeredAt: index === 0 ? EARLIER : null,
        mail,
      })),
      nextAt: LATER,
      unanswerable: true,
    },
    recusals: 1,
    mergedInto: { id, reference: '9ABC' },
    people: { [someone]: 'Ines', [me]: 'Zawadi' },
    fit: [me, someone],
  };
}

/** Lists, the page in every state and every role, and the playbooks. */
export function incidentPages(visit: Visit, group: Group): Readonly<Record<string, VNode>> {
  const me = visit.principal?.staffId ?? someone;
  const everybody = [{ value: someone, label: 'Ines' }];
  const show = (view: IncidentView) => (
    <IncidentPage visit={visit} view={view} everybody={everybody} faults={{}} />
  );
  const needs = (['accept', 'second', 'answer', 'late', 'yours', 'others'] as const).map((need, index) => ({
    ...line,
    need,
    id: `6f1d7c1e-0000-4000-8000-00000000003${index}` as IncidentId,
    severity: ((index % 4) + 1) as IncidentLine['severity'],
    visibility: index === 1 ? ('need_to_know' as const) : ('open' as const),
  }));
  const held = { ...whole(group, me, { state: 'confirmed' }), holding: ['remove'] };
  const asked = { state: 'resolved', askedAct: 'close' } as const;
  const dismissing = { state: 'triage', askedAct: 'dismiss', askedBy: someone, askedReason: 'test' } as const;
  return {
    incidents: <IncidentsPage visit={visit} which="live" incidents={needs} next={2} />,
    noIncidents: <IncidentsPage visit={visit} which="live" incidents={[]} next={null} />,
    noEnded: <IncidentsPage visit={visit} which="ended" incidents={[]} next={null} />,
    ...Object.fromEntries(
      INCIDENT_STATES.map((state) => [`incident ${state}`, show(whole(group, me, { state }))]),
    ),
    'incident held back': show(held),
    'incident uncommanded': show(whole(group, me, { state: 'triage', commander: null })),
    'incident offered': show(whole(group, me, { state: 'triage', commander: someone, offeredTo: me })),
    'incident of another': show(whole(group, me, { state: 'contained', commander: someone })),
    'incident without wishes': show(whole(group, me, { state: 'contained', wishes: null })),
    'incident asked': show(whole(group, me, { ...asked, askedBy: me })),
    'incident asking': show(whole(group, me, { ...asked, askedBy: someone })),
    'incident dismissing': show(whole(group, me, dismissing)),
    'incident refused': (
      <IncidentPage
        visit={visit}
        view={{
          ...whole(group, me, { state: 'confirmed' }),
          playbook: null,
          checklist: [],
          mergedInto: null,
        }}
        everybody={everybody}
        faults={{ '': { word: 'incidents.refused.steps-open' } }}
      />
    ),
    'incident in my group': show({ ...whole(group, me, {}), part: 'own_groups', incident: line }),
    playbooks: <PlaybooksPage visit={visit} playbooks={[A_PLAYBOOK]} />,
    playbook: <PlaybookPage visit={visit} playbook={A_PLAYBOOK} />,
  };
}
