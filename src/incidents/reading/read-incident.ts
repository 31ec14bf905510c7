import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { IncidentId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may, workOf } from '../../platform/auth/index.js';
import { IncidentNotFound } from '../incidents.errors.js';
import { grouped } from './group-parts.js';
import type { IncidentView, OwnPart } from './incident-view.js';
import { maySee } from './may-see.js';
import { ReadWhole } from './read-whole.js';
import { ViewRepository } from './view.repository.js';
import type { Placed } from './view.repository.js';

/** One incident: all of it, or what of it stands in the reader's own groups. */
@Injectable()
export class ReadIncident {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly view: ViewRepository,
    private readonly whole: ReadWhole,
  ) {}

  /** Throws IncidentNotFound out of reach, and for whoever is recused. */
  execute(principal: Principal, id: IncidentId): Promise<IncidentView> {
    return this.uow.run(workOf(principal, 'incident'), async (tx) => {
      const found = await this.view.one(tx, id);
      if (found === null) throw new IncidentNotFound();
      const view = maySee(principal, found)
        ? await this.whole.execute(tx, found)
        : await this.ownPart(tx, principal, found);
      const details = { part: view.part };
      await this.audit.record(tx, {
        act: 'incident.viewed',
        object: { kind: 'incident', id },
        outcome: 'done',
        details,
      });
      return view;
    });
  }

  private async ownPart(tx: Transaction, principal: Principal, found: Placed): Promise<OwnPart> {
    if (found.visibility !== 'open' || found.recused.includes(principal.staffId))
      throw new IncidentNotFound();
    const flags = await this.view.flags(tx, found.id);
    const own = flags.filter((flag) => may(principal, 'incidents.read', flag));
    if (own.length === 0) throw new IncidentNotFound();
    const { id, reference, harm, state, severity, openedAt, changedAt, programmeId } = found;
    const incident = { id, reference, harm, state, severity, openedAt, changedAt, programmeId };
    const { programme, timezone } = found;
    return { part: 'own_groups', incident, programme, timezone, groups: grouped(own) };
  }
}
