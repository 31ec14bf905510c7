import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { StaffContacts } from '../../people/index.js';
import { workOf } from '../../platform/auth/index.js';
import { Mailer } from '../../platform/mail/index.js';
import type { MailOutcome } from '../../platform/mail/index.js';
import words from './test-words.json' with { type: 'json' };

/** A mail to oneself, so that nobody learns in the night that the mail server was never right. */
@Injectable()
export class TestNotice {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly contacts: StaffContacts,
    private readonly mailer: Mailer,
  ) {}

  async execute(principal: Principal): Promise<MailOutcome> {
    const { staffId } = principal;
    const [contact] = await this.uow.run(workOf(principal, 'manage_escalation'), (tx) =>
      this.contacts.execute(tx, [staffId]),
    );
    // Invented people have no mailbox.
    if (!contact || principal.demo) return { kind: 'failed', code: 'NOTICE.NO_ADDRESS', permanent: true };
    const language = contact.language === 'ar' ? 'ar' : 'en';
    const outcome = await this.mailer.send({ to: contact.email, language, id: newId(), ...words[language] });
    const code = outcome.kind === 'sent' ? null : outcome.code;
    await this.uow.run(workOf(principal, 'manage_escalation'), (tx) =>
      this.audit.record(tx, {
        act: 'notice.tested',
        object: { kind: 'staff', id: staffId },
        outcome: outcome.kind === 'sent' ? 'done' : 'refused',
        details: { code },
      }),
    );
    return outcome;
  }
}
