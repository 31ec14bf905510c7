import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ORGANISATION_SUBJECT, Vault } from '../../kernel/vault.js';
import { may, NotPermitted, workOf } from '../../platform/auth/index.js';
import { OutboundHttp } from '../../platform/outbound/index.js';
import { InvalidWebhook } from '../escalation.errors.js';
import { SECRET_BINDING, URL_BINDING } from '../outgoing/post-notice.js';
import { WebhookRepository } from './webhook.repository.js';

const ORGANISATION = { programmeId: null, groupId: null };

/** Longer than any address that a person would paste. */
const LONGEST_URL = 500;

/** Where the organisation's own systems are told beside its people: reference, severity and link, signed. */
@Injectable()
export class SetWebhook {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly vault: Vault,
    private readonly outbound: OutboundHttp,
    private readonly webhooks: WebhookRepository,
  ) {}

  /**
   * Answers the new secret, which is shown once. Throws InvalidWebhook for an address that is never posted to, and
   * NotPermitted unless the principal manages escalation in the whole organisation.
   */
  async execute(principal: Principal, url: string): Promise<{ readonly secret: string }> {
    this.check(principal);
    const problem = url.length > LONGEST_URL ? 'no-url' : (this.outbound.check(url)?.reason ?? null);
    if (problem !== null) throw new InvalidWebhook(sentenceFor(problem));
    const secret = randomBytes(32).toString('base64url');
    const keys = await this.vault.keyring(principal.organisationId, [ORGANISATION_SUBJECT]);
    const urlCiphertext = keys.seal(ORGANISATION_SUBJECT, url, URL_BINDING);
    const secretCiphertext = keys.seal(ORGANISATION_SUBJECT, secret, SECRET_BINDING);
    await this.uow.run(workOf(principal, 'manage_escalation'), async (tx) => {
      await this.webhooks.write(tx, { urlCiphertext, secretCiphertext });
      await this.record(tx, principal, 'notice_webhook.set');
    });
    return { secret };
  }

  /** Removing what is not there changes nothing. */
  async remove(principal: Principal): Promise<void> {
    this.check(principal);
    await this.uow.run(workOf(principal, 'manage_escalation'), async (tx) => {
      if (await this.webhooks.remove(tx)) await this.record(tx, principal, 'notice_webhook.removed');
    });
  }

  /** Host of the address, as far as it may be shown; null where there is none. */
  async host(principal: Principal): Promise<string | null> {
    const webhook = await this.uow.run(workOf(principal, 'manage_escalation'), (tx) =>
      this.webhooks.read(tx),
    );
    if (!webhook) return null;
    const keys = await this.vault.keyring(principal.organisationId, [ORGANISATION_SUBJECT]);
    const url = keys.unseal(ORGANISATION_SUBJECT, webhook.urlCiphertext, URL_BINDING);
    return url === null ? null : new URL(url).host;
  }

  private check(principal: Principal): void {
    if (!may(principal, 'escalation.manage', ORGANISATION)) throw new NotPermitted();
  }

  private record(tx: Transaction, { organisationId }: Principal, act: string): Promise<void> {
    return this.audit.record(tx, {
      act,
      object: { kind: 'organisation', id: organisationId },
      outcome: 'done',
    });
  }
}

type Problem = 'no-url' | 'not-https' | 'private-address';

function sentenceFor(problem: Problem): string {
  switch (problem) {
    case 'no-url':
      return 'must be an address such as https://alarms.example.org/mlinzi, without user and password';
    case 'not-https':
      return 'must begin with https://';
    case 'private-address':
      return 'lies in a private network; whoever runs the service can allow its host with MLINZI_OUTBOUND_ALLOW';
    default:
      return exhaustive(problem);
  }
}
