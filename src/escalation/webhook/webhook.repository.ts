import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../kernel/transaction.js';

export interface SealedWebhook {
  readonly urlCiphertext: Uint8Array;
  readonly secretCiphertext: Uint8Array;
  readonly changedAt: Date;
}

/** Every statement on the organisation's webhook. */
@Injectable()
export class WebhookRepository {
  async read(tx: Transaction): Promise<SealedWebhook | null> {
    const rows = await tx.query<SealedWebhook>(
      `SELECT url_ciphertext AS "urlCiphertext", secret_ciphertext AS "secretCiphertext", changed_at AS "changedAt"
         FROM escalation_webhook WHERE organisation_id = app_organisation()`,
    );
    return rows[0] ?? null;
  }

  async write(
    tx: Transaction,
    { urlCiphertext, secretCiphertext }: Omit<SealedWebhook, 'changedAt'>,
  ): Promise<void> {
    const { kind, id } = tx.context.actor;
    await tx.query(
      `INSERT INTO escalation_webhook (organisation_id, url_ciphertext, secret_ciphertext, changed_by, changed_at)
         VALUES (app_organisation(), $1, $2, $3, app_now())
         ON CONFLICT (organisation_id) DO UPDATE SET url_ciphertext = $1, secret_ciphertext = $2, changed_by = $3,
           changed_at = app_now()`,
      [urlCiphertext, secretCiphertext, `${kind}:${id}`],
    );
  }

  async remove(tx: Transaction): Promise<boolean> {
    const rows = await tx.query(
      'DELETE FROM escalation_webhook WHERE organisation_id = app_organisation() RETURNING organisation_id',
    );
    return rows.length > 0;
  }
}
