import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { CODE_OF_CONDUCT } from '../entry/code-of-conduct.js';
import { EntryRepository } from '../entry/entry.repository.js';
import { SessionRepository } from '../sign-in/session.repository.js';
import type { OwnSession } from '../sign-in/session.repository.js';
import { IDLE } from '../sign-in/sessions.js';
import { ReadSelf } from '../staff/read-self.js';
import type { Whoami } from '../staff/staff.js';

export interface Account extends Whoami {
  readonly sessions: readonly OwnSession[];
  readonly secondFactor: { readonly isOn: boolean; readonly isRequired: boolean; readonly codesLeft: number };
}

/** One's own account: who one is, where one is signed in, and how it is protected. */
@Injectable()
export class ReadAccount {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly self: ReadSelf,
    private readonly sessions: SessionRepository,
    private readonly entry: EntryRepository,
  ) {}

  async execute({ principal, tokenHash }: Pick<CurrentSession, 'principal' | 'tokenHash'>): Promise<Account> {
    const self = await this.self.execute(principal);
    const now = this.clock.now();
    const { staffId } = principal;
    return this.uow.run(workOf(principal, 'account'), async (tx) => {
      const seenSince = new Date(now.getTime() - IDLE);
      const sessions = await this.sessions.own(tx, staffId, { now, seenSince, tokenHash });
      const standing = await this.entry.standing(tx, staffId, CODE_OF_CONDUCT.version);
      const codesLeft = await this.entry.codesLeft(tx, staffId);
      const secondFactor = { isOn: standing.hasFactor, isRequired: standing.needsFactor, codesLeft };
      return { ...self, sessions, secondFactor };
    });
  }
}
