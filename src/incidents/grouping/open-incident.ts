import { Injectable } from '@nestjs/common';
import { Escalation } from '../../kernel/escalation.js';
import type { Harm } from '../../kernel/harm.js';
import type { IncidentId, StaffId } from '../../kernel/ids.js';
import type { Severity } from '../../kernel/severity.js';
import type { Transaction } from '../../kernel/transaction.js';
import { IncidentRepository } from '../machine/incident.repository.js';
import { RecordAct } from '../machine/record-act.js';
import { RecusalRepository } from '../machine/recusal.repository.js';
import type { Matter } from './group-flags.js';
import { newReference } from './reference.js';

/** Harms in which somebody may be hurt by who reads of them: only those who need to know look, until a lead opens it. */
const QUIET: ReadonlySet<Harm> = new Set(['disclosure', 'exploitation']);

/** Four letters are a million; a fifth is taken where an organisation has used up its luck. */
const TRIES_PER_LENGTH = 8;

export interface NewIncident extends Matter {
  readonly id: IncidentId;
  readonly severity: Severity;
  /** Null when detection opens it. */
  readonly by: StaffId | null;
  /** Named in the matter. */
  readonly recused: readonly StaffId[];
  readonly flags: number;
}

/** Opens an incident and starts telling people, both or neither. */
@Injectable()
export class OpenIncident {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly recusals: RecusalRepository,
    private readonly record: RecordAct,
    private readonly escalation: Escalation,
  ) {}

  async execute(tx: Transaction, incident: NewIncident): Promise<void> {
    const { id, programmeId, harm, severity, by, recused, flags } = incident;
    const reference = await this.insert(tx, incident);
    if (recused.length > 0) await this.recusals.insert(tx, id, { people: recused, reason: 'own_member' });
    await this.record.execute(tx, id, {
      act: 'incident.opened',
      details: { flags, harm, severity, by_detection: by === null },
    });
    const subject = { kind: 'incident', id } as const;
    await this.escalation.start(tx, { subject, programmeId, severity, harm, reference, excluded: recused });
  }

  private async insert(tx: Transaction, incident: NewIncident): Promise<string> {
    const { id, programmeId, harm, severity, by } = incident;
    const visibility = QUIET.has(harm) ? 'need_to_know' : 'open';
    const row = {
      id,
      programmeId,
      harm,
      severity,
      visibility,
      openedBy: by,
      informed: by ? [by] : [],
    } as const;
    for (let attempt = 0; ; attempt += 1) {
      const reference = newReference(4 + Math.floor(attempt / TRIES_PER_LENGTH));
      if (await this.incidents.insert(tx, { ...row, reference })) return reference;
    }
  }
}
