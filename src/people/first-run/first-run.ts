import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { hashToken } from '../../platform/auth/index.js';
import { FIRST_RUN, OrganisationRepository } from './organisation.repository.js';

/** Long enough to walk from the terminal to a browser; a link in an old log opens nothing. */
const VALID_FOR = 15 * 60_000;

/** Lets whoever can read the service's own output, and nobody else, open the first organisation. */
@Injectable()
export class FirstRun {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly organisations: OrganisationRepository,
  ) {}

  /** `/setup?token=...`, valid once and for 15 minutes; null when an organisation exists. Call at start-up. */
  setupLink(): Promise<string | null> {
    return this.uow.run(FIRST_RUN, async (tx) => {
      if ((await this.organisations.ids(tx)).length > 0) return null;
      const token = randomBytes(32).toString('base64url');
      await this.organisations.dropExpiredLinks(tx);
      await this.organisations.addLink(
        tx,
        hashToken(token),
        new Date(this.clock.now().getTime() + VALID_FOR),
      );
      return `/setup?token=${token}`;
    });
  }

  /** True while no organisation exists but, perhaps, the demo. */
  async isDue(): Promise<boolean> {
    const ids = await this.uow.run(FIRST_RUN, (tx) => this.organisations.ids(tx));
    return ids.length === 0;
  }

  /** Is this the token of a link that still opens? Asking does not use it up. */
  async isLinkValid(token: string): Promise<boolean> {
    if (!(await this.isDue())) return false;
    return this.uow.run(FIRST_RUN, (tx) => this.organisations.isLinkValid(tx, hashToken(token)));
  }
}
