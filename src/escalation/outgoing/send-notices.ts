import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { NoticeId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { StaffContacts } from '../../people/index.js';
import { DISPATCH, insideOf } from '../runs/fire-due-steps.js';
import { CarryNotice } from './carry-notice.js';
import type { Parcel } from './carry-notice.js';
import { OutgoingRepository } from './outgoing.repository.js';
import { WebhookRepository } from '../webhook/webhook.repository.js';

/** Sends what waits to leave. Any number of workers may do so at once; none waits for another's slow mail server. */
@Injectable()
export class SendNotices {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly contacts: StaffContacts,
    private readonly webhooks: WebhookRepository,
    private readonly outgoing: OutgoingRepository,
    private readonly carry: CarryNotice,
  ) {}

  /** How many notices were tried. */
  async execute(): Promise<number> {
    const organisations = await this.uow.run(DISPATCH, (tx) => this.outgoing.organisationsDue(tx));
    const counts = await Promise.all(organisations.map((id) => this.sendIn(id)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async sendIn(organisationId: OrganisationId): Promise<number> {
    const parcels = await this.uow.run(insideOf(organisationId), (tx) => this.take(tx));
    await Promise.all(parcels.map((parcel) => this.carry.execute(organisationId, parcel)));
    return parcels.length;
  }

  private async take(tx: Transaction): Promise<readonly Parcel[]> {
    for (const id of await this.outgoing.doubtAbandoned(tx)) await this.recordDoubt(tx, id);
    await this.outgoing.withdrawSettled(tx);
    const notices = await this.outgoing.claim(tx);
    if (notices.length === 0) return [];
    const ids = notices.flatMap(({ staffId }) => (staffId === null ? [] : [staffId]));
    const contacts = new Map(
      (await this.contacts.execute(tx, [...new Set(ids)])).map((one) => [one.id, one]),
    );
    const webhook = notices.some(({ channel }) => channel === 'webhook')
      ? await this.webhooks.read(tx)
      : null;
    return notices.map((notice) => ({
      notice,
      contact: notice.staffId === null ? null : (contacts.get(notice.staffId) ?? null),
      webhook,
    }));
  }

  private recordDoubt(tx: Transaction, id: NoticeId): Promise<void> {
    const object = { kind: 'notice', id };
    return this.audit.record(tx, { act: 'notice.left_in_doubt', object, outcome: 'done' });
  }
}
