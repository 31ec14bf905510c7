import { Injectable } from '@nestjs/common';
import type { Harm } from '../../kernel/harm.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { isRefused, refuse } from '../../kernel/refused.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { RefusedHere } from '../incidents.errors.js';
import { EvidenceRepository } from '../machine/evidence.repository.js';
import type { Incident } from '../machine/incident.js';
import { MoveIncident } from '../machine/move-incident.js';
import type { IncidentState } from '../machine/transitions.js';
import { PlaybookShelf } from '../playbooks/playbook-shelf.js';
import { StepRepository } from '../playbooks/step.repository.js';
import { AttendIncident } from './attend-incident.js';

export interface Confirmation {
  /** What it really is, where the scanner filed it under something else. */
  readonly harm: Harm | null;
  readonly note?: string | undefined;
}

export interface Moved {
  readonly kind: 'moved';
  readonly state: IncidentState;
}

/** It is real: its commander says so, the evidence is sealed by hash, and the playbook is pinned as it stands today. */
@Injectable()
export class ConfirmIncident {
  constructor(
    private readonly attend: AttendIncident,
    private readonly move: MoveIncident,
    private readonly evidence: EvidenceRepository,
    private readonly shelf: PlaybookShelf,
    private readonly steps: StepRepository,
  ) {}

  execute(principal: Principal, id: IncidentId, confirmation: Confirmation): Promise<Moved | RefusedHere> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: async (tx, incident) => {
        if (incident.state !== 'triage') return refuse('not-from-here', { state: incident.state });
        if (incident.commander === null) return refuse('commander-needed');
        if (incident.commander !== principal.staffId) return refuse('not-commander');
        return this.confirm(tx, incident, confirmation);
      },
    });
  }

  private async confirm(
    tx: Transaction,
    incident: Incident,
    { harm: corrected, note }: Confirmation,
  ): Promise<Moved | RefusedHere> {
    const { id, severity } = incident;
    const harm = corrected ?? incident.harm;
    const bundle = await this.evidence.sealFlags(tx, id);
    // What was pinned once stays pinned: a reopened incident goes on with the list it had.
    const playbook = incident.playbook ?? this.shelf.choose(harm, severity);
    const state = await this.move.execute(tx, incident, {
      event: 'confirm',
      change: { harm, playbook },
      details: {
        harm,
        evidence: bundle.pieces,
        evidence_sha256: bundle.sha256,
        playbook: playbook ? `${playbook.id}@${playbook.version}` : null,
      },
      note,
    });
    if (isRefused(state)) return state;
    if (playbook) await this.steps.reach(tx, id, playbook);
    return { kind: 'moved', state };
  }
}
