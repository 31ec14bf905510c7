import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { MemberId, OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { WorkContext } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import type { Erasure } from './erasure.js';
import { ErasureRepository } from './erasure.repository.js';
import { ForgetMember, forgetting } from './forget-member.js';
import { ForgottenJournal } from './journal.js';
import type { Forgotten } from './journal.js';

/** Other processes hold a destroyed key for a minute at most; twice that is past doubt. */
const SETTLES_AFTER = { seconds: 120 };

const LOOK: WorkContext = {
  organisationId: null,
  actor: { kind: 'service', id: 'retention' },
  purpose: 'retention_look',
};

/** Whoever was forgotten stays forgotten: over a restored backup, a process that died, a worker that still had the key. */
@Injectable()
export class KeepForgotten {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly erasures: ErasureRepository,
    private readonly journal: ForgottenJournal,
    private readonly vault: Vault,
    private readonly forget: ForgetMember,
    private readonly clock: Clock,
  ) {}

  /** Before anybody is listened to. Answers how many had come back. Throws, and the service does not start. */
  async replay(): Promise<number> {
    let back = 0;
    for (const forgotten of await this.journal.read()) if (await this.again(forgotten)) back += 1;
    return back;
  }

  /** What was begun and left, and one more look at what was done two minutes ago. True when there was anything. */
  async step(): Promise<boolean> {
    const found = await this.uow.run(LOOK, (tx) => this.erasures.unsettled(tx, SETTLES_AFTER));
    const ended = await Promise.allSettled(
      found.map(({ organisationId, memberId }) => this.settle(organisationId, memberId)),
    );
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return found.length > 0;
  }

  private async again(forgotten: Forgotten): Promise<boolean> {
    const { organisationId, memberId } = forgotten;
    const context = forgetting(organisationId);
    const erasure = await this.uow.run(context, async (tx) => {
      // A journal may tell of an organisation that this database never had.
      const here = await tx.query('SELECT FROM organisation WHERE id = app_organisation()');
      if (here.length === 0) return null;
      return this.forget.takeUp(tx, forgotten);
    });
    if (!erasure) return false;
    const hadKey = await this.vault.destroyKey(organisationId, memberId);
    if (erasure.doneAt !== null) return hadKey;
    await this.forget.complete(organisationId, memberId);
    return true;
  }

  private async settle(organisationId: OrganisationId, memberId: MemberId): Promise<void> {
    const erasure = await this.forget.complete(organisationId, memberId);
    // What was only now finished is looked at once more, too.
    if (!isQuiet(erasure, this.clock.now())) return;
    await this.uow.run(forgetting(organisationId), (tx) => this.erasures.settle(tx, memberId));
  }
}

function isQuiet({ doneAt }: Erasure, now: Date): boolean {
  return doneAt !== null && now.getTime() - doneAt.getTime() >= SETTLES_AFTER.seconds * 1000;
}
