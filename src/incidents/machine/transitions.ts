export const INCIDENT_STATES = [
  'new',
  'triage',
  'confirmed',
  'contained',
  'resolved',
  'closed',
  'dismissed',
  'merged',
] as const;

export type IncidentState = (typeof INCIDENT_STATES)[number];

/** States in which nothing more is to be done; everything else is live and somebody's. */
export const ENDED = ['closed', 'dismissed', 'merged'] as const satisfies readonly IncidentState[];

export function isEnded(state: IncidentState): boolean {
  return (ENDED as readonly IncidentState[]).includes(state);
}

/** Every way an incident moves; the migration has the same rows and its trigger refuses every other. */
export const TRANSITIONS = [
  { from: 'new', event: 'acknowledge', to: 'triage' },
  { from: 'new', event: 'merge', to: 'merged' },
  { from: 'triage', event: 'lapse', to: 'new' },
  { from: 'triage', event: 'confirm', to: 'confirmed' },
  { from: 'triage', event: 'dismiss', to: 'dismissed' },
  { from: 'triage', event: 'merge', to: 'merged' },
  { from: 'confirmed', event: 'contain', to: 'contained' },
  { from: 'contained', event: 'recur', to: 'confirmed' },
  { from: 'contained', event: 'resolve', to: 'resolved' },
  { from: 'resolved', event: 'close', to: 'closed' },
  { from: 'closed', event: 'reopen', to: 'triage' },
  { from: 'dismissed', event: 'reopen', to: 'triage' },
] as const satisfies readonly {
  readonly from: IncidentState;
  readonly event: string;
  readonly to: IncidentState;
}[];

export type IncidentEvent = (typeof TRANSITIONS)[number]['event'];

/** Where an event leads from here, or null where it leads nowhere. */
export function nextState(from: IncidentState, event: IncidentEvent): IncidentState | null {
  return TRANSITIONS.find((row) => row.from === from && row.event === event)?.to ?? null;
}

/** What the log calls it: past tense, one entry each. */
export const ACTS: Readonly<Record<IncidentEvent, string>> = {
  acknowledge: 'incident.acknowledged',
  merge: 'incident.merged',
  lapse: 'incident.lapsed',
  confirm: 'incident.confirmed',
  dismiss: 'incident.dismissed',
  contain: 'incident.contained',
  recur: 'incident.recurred',
  resolve: 'incident.resolved',
  close: 'incident.closed',
  reopen: 'incident.reopened',
};
