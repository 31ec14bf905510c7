import { Injectable } from '@nestjs/common';
import { AppError } from '../kernel/app-error.js';
import { AuditTrail } from '../kernel/audit-trail.js';
import type { Act } from '../kernel/audit-trail.js';
import { Clock } from '../kernel/clock.js';
import type { Transaction } from '../kernel/transaction.js';
import { beforeCommit } from '../platform/database/index.js';
import { ActRefused, AuditUnavailable } from './audit.errors.js';
import { hashOf } from './canonical.js';
import type { Entry } from './canonical.js';
import { append, lockHead } from './chain.repository.js';
import type { ChainedEntry } from './chain.repository.js';
import { checkAct } from './check-act.js';

type Unchained = Omit<Entry, 'seq'>;

/**
 * One chain of hashes per organisation. Acts are kept until just before the commit and appended together, so that the
 * head of the chain, which every act of the organisation waits for, is locked for two round trips and not for the
 * whole work.
 */
@Injectable()
export class HashChainedTrail extends AuditTrail {
  private readonly waiting = new WeakMap<Transaction, Unchained[]>();

  constructor(private readonly clock: Clock) {
    super();
  }

  /** @throws ActRefused at once where the act has no organisation or details that are no plain, short values. */
  async record(tx: Transaction, act: Act): Promise<void> {
    checkAct(act);
    const { organisationId, actor, purpose } = tx.context;
    if (organisationId === null) throw new ActRefused(`${act.act} belongs to no organisation's log`);
    const { object, outcome, details = {} } = act;
    const at = this.clock.now().toISOString();
    const entry = { organisationId, at, actor, purpose, act: act.act, object, outcome, details };
    const entries = this.waiting.get(tx);
    if (entries) entries.push(entry);
    else this.open(tx, entry);
    return Promise.resolve();
  }

  private open(tx: Transaction, first: Unchained): void {
    const entries = [first];
    this.waiting.set(tx, entries);
    beforeCommit(tx, () => write(tx, first.organisationId, entries));
  }
}

async function write(tx: Transaction, organisationId: string, entries: readonly Unchained[]): Promise<void> {
  try {
    const head = await lockHead(tx, organisationId);
    await append(tx, chain(head, entries));
  } catch (error) {
    throw error instanceof AppError ? error : new AuditUnavailable(error);
  }
}

function chain(head: { seq: number; hash: Buffer }, entries: readonly Unchained[]): ChainedEntry[] {
  let { seq, hash } = head;
  return entries.map((unchained) => {
    const previousHash = hash;
    seq += 1;
    const entry = { ...unchained, seq };
    hash = hashOf(previousHash, entry);
    return { entry, previousHash, hash };
  });
}
