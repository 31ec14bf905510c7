import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { StaffContact } from '../../people/index.js';
import { Mailer } from '../../platform/mail/index.js';
import type { MailOutcome } from '../../platform/mail/index.js';
import { insideOf } from '../runs/fire-due-steps.js';
import { composeNotice } from './compose-notice.js';
import { NoticeBooks } from './notice-books.js';
import { NoticeLinks } from '../notices/notice-links.js';
import { OutgoingRepository } from './outgoing.repository.js';
import type { Outgoing } from './outgoing.repository.js';
import { PostNotice } from './post-notice.js';
import type { SealedWebhook } from '../webhook/webhook.repository.js';

/** A notice with whom it goes to. */
export interface Parcel {
  readonly notice: Outgoing;
  /** Null on a webhook, and for a person who cannot sign in any more. */
  readonly contact: StaffContact | null;
  readonly webhook: SealedWebhook | null;
}

/** The result of a mail that left is worth waiting a moment for a database that stumbles. */
const BOOKKEEPING_TRIES = 5;
const BOOKKEEPING_PAUSE_MS = 1_000;

/** Takes one notice out of the house and writes down what became of it. Never throws for what the world does. */
@Injectable()
export class CarryNotice {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly books: NoticeBooks,
    private readonly mailer: Mailer,
    private readonly post: PostNotice,
    private readonly links: NoticeLinks,
    private readonly outgoing: OutgoingRepository,
  ) {}

  async execute(organisationId: OrganisationId, parcel: Parcel): Promise<void> {
    const outcome = await this.send(organisationId, parcel);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.uow.run(insideOf(organisationId), (tx) => this.books.enter(tx, parcel.notice, outcome));
        return;
      } catch (error) {
        if (attempt === BOOKKEEPING_TRIES) throw error;
        await pause(BOOKKEEPING_PAUSE_MS);
      }
    }
  }

  private async send(
    organisationId: OrganisationId,
    { notice, contact, webhook }: Parcel,
  ): Promise<MailOutcome> {
    if (notice.channel === 'webhook') {
      if (webhook) return this.post.execute(organisationId, webhook, notice);
      return { kind: 'failed', code: 'WEBHOOK.REMOVED', permanent: true };
    }
    if (!contact) return { kind: 'failed', code: 'NOTICE.NO_ADDRESS', permanent: true };
    const link = this.links.linkTo(notice.id, { organisationId, staffId: contact.id });
    return this.mailer.send(composeNotice(notice, contact, link), () =>
      this.uow.run(insideOf(organisationId), (tx) => this.outgoing.handOver(tx, notice)),
    );
  }
}
