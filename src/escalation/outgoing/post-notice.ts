import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { ORGANISATION_SUBJECT, Vault } from '../../kernel/vault.js';
import type { OrganisationId } from '../../kernel/ids.js';
import type { MailOutcome } from '../../platform/mail/index.js';
import { OutboundHttp } from '../../platform/outbound/index.js';
import type { OutboundAnswer } from '../../platform/outbound/index.js';
import { NoticeLinks } from '../notices/notice-links.js';
import type { Outgoing } from './outgoing.repository.js';
import type { SealedWebhook } from '../webhook/webhook.repository.js';

export const URL_BINDING = 'escalation_webhook.url_ciphertext';
export const SECRET_BINDING = 'escalation_webhook.secret_ciphertext';

/**
 * Posts a notice to the organisation's webhook, signed as deliveries to us are: `mlinzi-signature: v1=` and the
 * HMAC-SHA256 of `<timestamp>.<body>`. It may come more than once under the same `id`, which the receiver compares.
 */
@Injectable()
export class PostNotice {
  constructor(
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly links: NoticeLinks,
    private readonly outbound: OutboundHttp,
  ) {}

  async execute(
    organisationId: OrganisationId,
    webhook: SealedWebhook,
    notice: Outgoing,
  ): Promise<MailOutcome> {
    const keys = await this.vault.keyring(organisationId, [ORGANISATION_SUBJECT]);
    const url = keys.unseal(ORGANISATION_SUBJECT, webhook.urlCiphertext, URL_BINDING);
    const secret = keys.unseal(ORGANISATION_SUBJECT, webhook.secretCiphertext, SECRET_BINDING);
    if (url === null || secret === null)
      return { kind: 'failed', code: 'WEBHOOK.FORGOTTEN', permanent: true };
    const body = JSON.stringify({
      id: notice.id,
      kind: notice.subjectKind,
      reference: notice.reference,
      severity: notice.severity,
      step: notice.step + 1,
      link: `${this.links.origin}/notices`,
      at: notice.createdAt.toISOString(),
    });
    return outcomeOf(await this.outbound.post({ url, body, headers: this.headersFor(body, secret) }));
  }

  private headersFor(body: string, secret: string): Record<string, string> {
    const timestamp = String(Math.floor(this.clock.now().getTime() / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
    return {
      'content-type': 'application/json',
      'mlinzi-timestamp': timestamp,
      'mlinzi-signature': `v1=${signature}`,
    };
  }
}

/** Too early and too often may pass; any other refusal of the receiver will be the same tomorrow. */
const PASSING = new Set([408, 425, 429]);

function outcomeOf(answer: OutboundAnswer): MailOutcome {
  if (answer.kind === 'refused')
    return { kind: 'failed', code: `OUTBOUND.${answer.reason}`, permanent: true };
  if (answer.kind === 'failed') return { kind: 'failed', code: answer.code, permanent: false };
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const permanent = status >= 400 && status < 500 && !PASSING.has(status);
  return { kind: 'failed', code: `HTTP.${status}`, permanent };
}
