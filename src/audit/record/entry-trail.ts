import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/app-error.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { Act } from '../../kernel/audit-trail.js';
import { Clock } from '../../kernel/clock.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import { beforeCommit } from '../../platform/database/index.js';
import { ActRefused, AuditUnavailable } from '../audit.errors.js';
import { checkAct } from './check-act.js';
import { commit } from './commit.js';
import { writeEntries } from './entry.repository.js';
import type { Recorded } from './entry.repository.js';

/**
 * Writes entries with the act they tell of. Acts of a transaction are kept until just before its commit and written
 * in one statement; nobody waits for anybody, because the place in the tree is given later, by the sequencer.
 */
@Injectable()
export class EntryTrail extends AuditTrail {
  private readonly waiting = new WeakMap<Transaction, Recorded[]>();

  constructor(
    private readonly clock: Clock,
    private readonly vault: Vault,
  ) {
    super();
  }

  /** @throws ActRefused at once where the act has no organisation or details that are no plain, short values. */
  async record(tx: Transaction, given: Act): Promise<void> {
    checkAct(given);
    const { organisationId, actor, purpose } = tx.context;
    const { act, object, outcome, details = {}, personal } = given;
    if (organisationId === null) throw new ActRefused(`${act} belongs to no organisation's log`);
    const at = this.clock.now().toISOString();
    const { commitments, openings } = await commit(this.vault, organisationId, personal);
    const id = randomUUID();
    const entry = { id, organisationId, at, actor, purpose, act, object, outcome, details, commitments };
    this.keep(tx, { entry, openings });
  }

  private keep(tx: Transaction, recorded: Recorded): void {
    const waiting = this.waiting.get(tx);
    if (waiting) waiting.push(recorded);
    else {
      const first = [recorded];
      this.waiting.set(tx, first);
      beforeCommit(tx, () => write(tx, first));
    }
  }
}

async function write(tx: Transaction, recorded: readonly Recorded[]): Promise<void> {
  try {
    await writeEntries(tx, recorded);
  } catch (error) {
    throw error instanceof AppError ? error : new AuditUnavailable(error);
  }
}
