import { Injectable } from '@nestjs/common';
import type { Acknowledgement } from '../../kernel/escalation.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { AcknowledgeIncident } from '../machine/acknowledge-incident.js';
import { AttendIncident } from './attend-incident.js';

/** "I have it": from the console, where reach is asked first. */
@Injectable()
export class AnswerIncident {
  constructor(
    private readonly attend: AttendIncident,
    private readonly answer: AcknowledgeIncident,
  ) {}

  execute(principal: Principal, id: IncidentId): Promise<Acknowledgement> {
    return this.attend.execute(principal, id, {
      permission: 'incidents.work',
      work: (tx) => this.answer.execute(tx, id, principal.staffId),
    });
  }
}
