import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { NoticeView } from './notice-view.js';
import { viewOf } from './notice-view.js';
import { OwnNoticesRepository } from './own-notices.repository.js';

/** What one was told: what waits first and worst first, then what was answered or settled in the last month. */
@Injectable()
export class ListOwnNotices {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly own: OwnNoticesRepository,
  ) {}

  async execute(principal: Principal): Promise<readonly NoticeView[]> {
    const { staffId } = principal;
    const notices = await this.uow.run(workOf(principal, 'read_notices'), (tx) => this.own.list(tx, staffId));
    return notices.map((notice) => viewOf(notice, staffId));
  }
}
