import { Injectable } from '@nestjs/common';
import { isUuid } from '../../kernel/ids.js';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { StaffContacts } from '../../people/index.js';
import { PeopleRepository } from '../acts/people.repository.js';
import type { StoredEvidence } from '../machine/evidence.repository.js';
import { NOTE_BINDING } from '../machine/incident.js';
import type { Incident } from '../machine/incident.js';
import type { StoredEvent } from '../machine/timeline.repository.js';
import { holdingBack, reachedSteps } from '../playbooks/checklist.js';
import type { StepProgress } from '../playbooks/checklist.js';
import type { Playbook } from '../playbooks/playbook.js';
import { GatherParts } from './gather-parts.js';
import type { Parts } from './gather-parts.js';
import { grouped } from './group-parts.js';
import type { ChecklistStep, TimelineEntry, WholeIncident } from './incident-view.js';
import type { Placed } from './view.repository.js';

/** Opens what was sealed under the incident's own key; null where the key is gone. */
type Open = (sealed: Uint8Array | null) => string | null;

/** Everything of an incident that was already found to be the reader's to see. */
@Injectable()
export class ReadWhole {
  constructor(
    private readonly gather: GatherParts,
    private readonly people: PeopleRepository,
    private readonly contacts: StaffContacts,
    private readonly vault: Vault,
  ) {}

  async execute(tx: Transaction, { programme, timezone, ...incident }: Placed): Promise<WholeIncident> {
    const { recused, playbook } = incident;
    const { id, programmeId, state } = incident;
    const parts = await this.gather.execute(tx, incident);
    const open = await this.opener(tx, id);
    const fit = await this.people.holding(tx, programmeId, 'incidents.work');
    const timeline = parts.events.map((event) => toEntry(event, open));
    return {
      part: 'whole',
      incident: shownOf(incident),
      programme,
      timezone,
      groups: grouped(parts.flags),
      timeline,
      playbook,
      checklist: playbook ? checklistOf(playbook, parts, open) : [],
      holding: playbook ? holdingNext(playbook, parts.progress, state) : [],
      evidence: { pieces: parts.evidence.length, intact: parts.evidence.every(({ intact }) => intact) },
      told: parts.told,
      recusals: recused.length,
      mergedInto: parts.mergedInto,
      people: await this.names(tx, [...fit, ...mentionedIn(incident, parts)]),
      fit: fit.filter((person) => !recused.includes(person)),
    };
  }

  private async opener(tx: Transaction, id: IncidentId): Promise<Open> {
    const { organisationId } = tx.context;
    if (organisationId === null) return () => null;
    const keys = await this.vault.keyring(organisationId, [id]);
    return (sealed) => sealed && keys.unseal(id, sealed, NOTE_BINDING);
  }

  /** Whoever cannot sign in any more has no name here. */
  private async names(tx: Transaction, ids: readonly StaffId[]): Promise<WholeIncident['people']> {
    const contacts = await this.contacts.execute(tx, [...new Set(ids)]);
    return Object.fromEntries(contacts.map(({ id, name }) => [id, name]));
  }
}

function shownOf(incident: Incident): WholeIncident['incident'] {
  const hidden: readonly string[] = ['recused', 'informed', 'playbook'] satisfies (keyof Incident)[];
  const shown = Object.entries(incident).filter(([name]) => !hidden.includes(name));
  return Object.fromEntries(shown) as unknown as WholeIncident['incident'];
}

function toEntry({ at, actor, kind, details, noteCiphertext }: StoredEvent, open: Open): TimelineEntry {
  return { at, by: staffIn(actor), kind, details, note: open(noteCiphertext) };
}

function staffIn(actor: string): StaffId | null {
  const id = actor.startsWith('staff:') ? actor.slice('staff:'.length) : '';
  return isUuid(id) ? (id as StaffId) : null;
}

function checklistOf(
  playbook: Playbook,
  { progress, evidence }: Parts,
  open: Open,
): readonly ChecklistStep[] {
  return reachedSteps(playbook, progress).flatMap((step) => {
    const at = progress.get(step.id);
    if (!at) return [];
    const { state, owner, dueAt, outcome, endedAt, endedBy } = at;
    const sealed = evidence.filter((piece) => piece.kind === 'note' && piece.step === step.id);
    const shown = sealed.map((piece: StoredEvidence) => ({
      sealedAt: piece.sealedAt,
      text: open(piece.textCiphertext),
    }));
    return [{ step, state, owner, dueAt, outcome, endedAt, endedBy, evidence: shown }];
  });
}

/** By id, what stands between the incident and its next move. */
function holdingNext(
  playbook: Playbook,
  progress: ReadonlyMap<string, StepProgress>,
  state: Incident['state'],
): readonly string[] {
  if (state !== 'confirmed' && state !== 'contained') return [];
  const gate = state === 'confirmed' ? 'contain' : 'resolve';
  return holdingBack(playbook, progress, gate).map(({ id }) => id);
}

function mentionedIn(incident: Incident, { events, progress, told }: Parts): readonly StaffId[] {
  const { commander, offeredTo, triagedBy, askedBy, decidedBy, secondedBy, openedBy } = incident;
  const people = [commander, offeredTo, triagedBy, askedBy, decidedBy, secondedBy, openedBy];
  const acting = events.map(({ actor }) => staffIn(actor));
  const named = events.flatMap(({ details }) => [details.to, details.by, details.owner, details.from]);
  const ids = named.filter((value): value is StaffId => typeof value === 'string' && isUuid(value));
  const owners = [...progress.values()].flatMap(({ owner, endedBy }) => [owner, endedBy]);
  const reached = told.people.map(({ staffId }) => staffId);
  return [...people, ...acting, ...ids, ...owners, ...reached].filter((person) => person !== null);
}
