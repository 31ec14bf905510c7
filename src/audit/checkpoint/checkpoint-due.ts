import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../kernel/transaction.js';
import { lastCheckpoint } from '../export/log.repository.js';
import type { SignedSize } from '../export/log.repository.js';

/** Once a day: often enough that a rewritten past is at most a day long, seldom enough that people keep the mails. */
const EVERY_HOURS = 24;

/** A mail server that was down is asked again after this long. */
const AGAIN_HOURS = 1;

const LOOK: WorkContext = {
  organisationId: null,
  actor: { kind: 'service', id: 'audit' },
  purpose: 'sequence',
};

/** Whose checkpoint has not left the machine for a day; nobody else takes one that was claimed. */
@Injectable()
export class CheckpointDue {
  constructor(private readonly work: UnitOfWork) {}

  async organisations(): Promise<readonly OrganisationId[]> {
    const rows = await this.work.run(LOOK, (tx) =>
      tx.query<{ organisation_id: OrganisationId }>(
        `SELECT organisation_id FROM audit_tree WHERE size > 0 AND ${IS_DUE}`,
        [EVERY_HOURS],
      ),
    );
    return rows.map(({ organisation_id: id }) => id);
  }

  /** Null when somebody was faster, or when there is nothing signed yet. */
  async claim(tx: Transaction): Promise<SignedSize | null> {
    const claimed = await tx.query(
      `UPDATE audit_tree SET handed_out_at = app_now()
         WHERE organisation_id = app_organisation() AND NOT app_is_demo() AND ${IS_DUE} RETURNING size`,
      [EVERY_HOURS],
    );
    return claimed.length === 0 ? null : lastCheckpoint(tx);
  }

  /** It did not leave after all. */
  async again(tx: Transaction): Promise<void> {
    await tx.query(
      `UPDATE audit_tree SET handed_out_at = app_now() - make_interval(hours => $1)
         WHERE organisation_id = app_organisation()`,
      [EVERY_HOURS - AGAIN_HOURS],
    );
  }
}

const IS_DUE = `coalesce(handed_out_at <= app_now() - make_interval(hours => $1), true)`;
