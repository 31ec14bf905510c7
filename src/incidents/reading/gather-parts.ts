import { Injectable } from '@nestjs/common';
import { ToldAbout } from '../../escalation/index.js';
import type { ToldAboutSubject } from '../../escalation/index.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { EvidenceRepository } from '../machine/evidence.repository.js';
import type { StoredEvidence } from '../machine/evidence.repository.js';
import type { Incident } from '../machine/incident.js';
import { TimelineRepository } from '../machine/timeline.repository.js';
import type { StoredEvent } from '../machine/timeline.repository.js';
import type { StepProgress } from '../playbooks/checklist.js';
import { StepRepository } from '../playbooks/step.repository.js';
import { ViewRepository } from './view.repository.js';
import type { StoredMember } from './view.repository.js';

export interface Parts {
  readonly flags: readonly StoredMember[];
  readonly events: readonly StoredEvent[];
  readonly evidence: readonly StoredEvidence[];
  readonly progress: ReadonlyMap<string, StepProgress>;
  readonly told: ToldAboutSubject;
  readonly mergedInto: { readonly id: IncidentId; readonly reference: string } | null;
}

/** What belongs to an incident, as it is stored. */
@Injectable()
export class GatherParts {
  constructor(
    private readonly view: ViewRepository,
    private readonly timeline: TimelineRepository,
    private readonly evidence: EvidenceRepository,
    private readonly steps: StepRepository,
    private readonly told: ToldAbout,
  ) {}

  async execute(tx: Transaction, { id, mergedInto }: Incident): Promise<Parts> {
    const reference = mergedInto === null ? null : await this.view.referenceOf(tx, mergedInto);
    return {
      flags: await this.view.flags(tx, id),
      events: await this.timeline.of(tx, id),
      evidence: await this.evidence.of(tx, id),
      progress: await this.steps.of(tx, id),
      told: await this.told.execute(tx, { kind: 'incident', id }),
      // Unknown to whoever is recused from the other one.
      mergedInto: mergedInto === null || reference === null ? null : { id: mergedInto, reference },
    };
  }
}
