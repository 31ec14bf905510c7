import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { NoticeNotFound } from '../escalation.errors.js';
import { NoticeLinks } from './notice-links.js';
import type { NoticeView } from './notice-view.js';
import { viewOf } from './notice-view.js';
import { OwnNoticesRepository } from './own-notices.repository.js';

/** A week: long enough for leave, short enough that a mailbox lost later opens nothing. */
const LINK_DAYS = 7;

export type OpenedLink =
  | { readonly kind: 'open'; readonly notice: NoticeView }
  | { readonly kind: 'expired'; readonly days: number };

/** What a link in a mail leads to, for the person it was sent to and nobody else. */
@Injectable()
export class OpenNoticeLink {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly links: NoticeLinks,
    private readonly own: OwnNoticesRepository,
  ) {}

  /** Throws NoticeNotFound for what is no link, somebody else's, or about a matter the reader is named in. */
  async execute(principal: Principal, token: string): Promise<OpenedLink> {
    const id = this.links.read(token, principal);
    if (id === null) throw new NoticeNotFound();
    const { staffId } = principal;
    const notice = await this.uow.run(workOf(principal, 'read_notices'), (tx) =>
      this.own.one(tx, id, staffId),
    );
    if (notice === null) throw new NoticeNotFound();
    const age = this.clock.now().getTime() - notice.createdAt.getTime();
    if (age > LINK_DAYS * 86_400_000) return { kind: 'expired', days: LINK_DAYS };
    return { kind: 'open', notice: viewOf(notice, staffId) };
  }
}
