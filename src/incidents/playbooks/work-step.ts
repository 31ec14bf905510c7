import { Injectable } from '@nestjs/common';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { refuse } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { AttendIncident } from '../acts/attend-incident.js';
import { PeopleRepository } from '../acts/people.repository.js';
import { InvalidAct } from '../incidents.errors.js';
import type { RefusedHere } from '../incidents.errors.js';
import { EvidenceRepository } from '../machine/evidence.repository.js';
import { NOTE_BINDING } from '../machine/incident.js';
import type { Incident } from '../machine/incident.js';
import { RecordAct } from '../machine/record-act.js';
import { reachedSteps } from './checklist.js';
import type { Playbook, PlaybookStep } from './playbook.js';
import { StepRepository } from './step.repository.js';

export interface StepDone {
  readonly kind: 'done';
}

export interface StepResult {
  /** One of the step's outcomes; null for a step that has none. */
  readonly outcome: string | null;
  /** What was found or done; sealed as evidence. */
  readonly evidence: string;
}

/** Work on the checklist: who does a step, that it was done, or that the commander lets it be. */
@Injectable()
export class WorkStep {
  constructor(
    private readonly attend: AttendIncident,
    private readonly steps: StepRepository,
    private readonly people: PeopleRepository,
    private readonly evidence: EvidenceRepository,
    private readonly record: RecordAct,
    private readonly vault: Vault,
  ) {}

  own(principal: Principal, at: StepAddress, owner: StaffId): Promise<StepDone | RefusedHere> {
    return this.at(principal, at, async (tx, { incident, step }) => {
      const fit = await this.people.holding(tx, incident.programmeId, 'incidents.work');
      if (!fit.includes(owner) || incident.recused.includes(owner)) return refuse('person-not-fit');
      await this.steps.own(tx, incident.id, { step: step.id, owner });
      const details = { step: step.id, owner };
      await this.record.execute(tx, incident.id, { act: 'incident.step_given', details });
      return { kind: 'done' };
    });
  }

  finish(principal: Principal, at: StepAddress, result: StepResult): Promise<StepDone | RefusedHere> {
    return this.at(principal, at, async (tx, { incident, step, playbook }) => {
      const evidence = result.evidence.trim();
      const outcome = step.outcomes.find(({ id }) => id === result.outcome)?.id ?? null;
      if (step.outcomes.length > 0 && outcome === null) return refuse('outcome-needed');
      if (step.evidence && evidence === '') return refuse('evidence-needed');
      if (evidence !== '') await this.seal(tx, incident, { step: step.id, evidence });
      const ended = { step: step.id, state: 'done', outcome, by: principal.staffId } as const;
      await this.steps.end(tx, incident.id, ended);
      const details = { step: step.id, outcome, evidence: evidence !== '' };
      await this.record.execute(tx, incident.id, { act: 'incident.step_done', details });
      await this.steps.reach(tx, incident.id, playbook);
      return { kind: 'done' };
    });
  }

  /** The commander answers for what is left out, with a reason. */
  waive(principal: Principal, at: StepAddress, reason: string): Promise<StepDone | RefusedHere> {
    return this.at(principal, at, async (tx, { incident, step, playbook }) => {
      if (incident.commander !== principal.staffId) return refuse('not-commander');
      if (reason.trim() === '')
        throw new InvalidAct([{ path: '/reason', message: 'say why it is left out' }]);
      const ended = { step: step.id, state: 'waived', outcome: null, by: principal.staffId } as const;
      await this.steps.end(tx, incident.id, ended);
      const details = { step: step.id };
      await this.record.execute(tx, incident.id, { act: 'incident.step_waived', details, note: reason });
      await this.steps.reach(tx, incident.id, playbook);
      return { kind: 'done' };
    });
  }

  private at(
    principal: Principal,
    { id, step: wanted }: StepAddress,
    work: (tx: Transaction, here: Here) => Promise<StepDone | RefusedHere>,
  ): Promise<StepDone | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, incident) => {
        const { playbook } = incident;
        if (!playbook || !WORKED_ON.has(incident.state))
          return refuse('not-from-here', { state: incident.state });
        const progress = await this.steps.of(tx, id);
        const step = reachedSteps(playbook, progress).find((one) => one.id === wanted);
        if (!step || progress.get(step.id)?.state !== 'open') return refuse('not-waiting');
        return work(tx, { incident, playbook, step });
      },
    });
  }

  private async seal(
    tx: Transaction,
    { id }: Incident,
    { step, evidence }: { readonly step: string; readonly evidence: string },
  ): Promise<void> {
    const { organisationId } = tx.context;
    if (organisationId === null) return;
    const keys = await this.vault.keyring(organisationId, [id]);
    await this.evidence.sealNote(tx, id, { step, text: keys.seal(id, evidence, NOTE_BINDING) });
  }
}

const WORKED_ON: ReadonlySet<Incident['state']> = new Set(['confirmed', 'contained', 'resolved']);

export interface StepAddress {
  readonly id: IncidentId;
  readonly step: string;
}

interface Here {
  readonly incident: Incident;
  readonly playbook: Playbook;
  readonly step: PlaybookStep;
}
