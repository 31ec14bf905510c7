import { Injectable } from '@nestjs/common';
import type { Assessment } from '../../kernel/assessment.js';
import type { FlagId, MessageId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { COLUMNS, JOINS } from '../flags/flag.repository.js';
import { asStoredHarms } from '../flags/stored-flag.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { dueAt } from '../overdue/due-time.js';

/** An open flag and what is thought of its message now. */
export interface Reread {
  readonly flag: StoredFlag;
  readonly assessment: Assessment;
}

/** Every statement on flags whose message was read again. */
@Injectable()
export class ReassessmentRepository {
  async ofMessages(tx: Transaction, messageIds: readonly MessageId[]): Promise<readonly StoredFlag[]> {
    return tx.query<StoredFlag>(
      `SELECT ${COLUMNS} FROM flag f ${JOINS}
         WHERE f.organisation_id = app_organisation() AND f.message_id = ANY($1::uuid[]) ORDER BY f.id`,
      [messageIds],
    );
  }

  /** Those that are still open; what is thought now takes the place of what was thought. Never due later than before. */
  async update(tx: Transaction, reread: readonly Reread[], at: Date): Promise<ReadonlySet<FlagId>> {
    const column = <T>(value: (assessment: Assessment) => T): T[] =>
      reread.map(({ assessment }) => value(assessment));
    const rows = await tx.query<{ id: FlagId }>(UPDATE, [
      at,
      reread.map(({ flag }) => flag.id),
      column(({ outcome }) => outcome),
      column(({ doubts }) => JSON.stringify(doubts)),
      column(({ level }) => level),
      column(({ harms }) => harms[0]?.harm ?? null),
      column(({ harms }) => JSON.stringify(asStoredHarms(harms))),
      column(({ language }) => JSON.stringify(language)),
      column(({ policy }) => policy),
      column((assessment) => dueAt(assessment, at)),
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Out of the queue; those that are still open. */
  async withdraw(tx: Transaction, flagIds: readonly FlagId[]): Promise<ReadonlySet<FlagId>> {
    const rows = await tx.query<{ id: FlagId }>(
      `UPDATE flag SET state = 'withdrawn' WHERE organisation_id = app_organisation() AND id = ANY($1::uuid[])
         AND state = 'open' RETURNING id`,
      [flagIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

const UPDATE = `
  UPDATE flag f SET read_again_at = $1::timestamptz, outcome = now.outcome, level = now.level, harm = now.harm,
      doubts = ARRAY(SELECT jsonb_array_elements_text(now.doubts)), harms = now.harms, language = now.language,
      policy = now.policy, due_at = least(f.due_at, now.due_at)
    FROM unnest($2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[], $9::text[],
        $10::timestamptz[]) AS now (id, outcome, doubts, level, harm, harms, language, policy, due_at)
    WHERE f.organisation_id = app_organisation() AND f.id = now.id AND f.state = 'open' RETURNING f.id`;
