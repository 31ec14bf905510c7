import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { Mailer } from '../../platform/mail/index.js';
import { ReadSelf } from '../staff/read-self.js';
import { INVITATION_HOURS } from './invitation.js';
import type { Invited, MailState } from './invitation.js';
import type { FreshLink } from './invitation-link.js';
import { InvitationRepository } from './invitation.repository.js';

type Words = Readonly<Record<string, { readonly subject: string; readonly text: string }>>;

const WORDS = JSON.parse(readFileSync(new URL('./mail-words.json', import.meta.url), 'utf8')) as Words;

/** Carries the link to the person by mail; where that fails, whoever invites carries it themselves. */
@Injectable()
export class SendInvitation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly mailer: Mailer,
    private readonly self: ReadSelf,
    private readonly invitations: InvitationRepository,
  ) {}

  /** After the invitation is committed: no transaction waits for a mail server. */
  async execute(
    principal: Principal,
    to: { readonly id: StaffId; readonly email: string; readonly language: string },
    { link, tokenHash }: FreshLink,
  ): Promise<Invited> {
    const { id } = to;
    if (!this.mailer.isConfigured) return { kind: 'invited', id, mail: 'none', link };
    const { name, organisation } = await this.self.execute(principal);
    const mailId = `invitation-${Buffer.from(tokenHash).toString('hex').slice(0, 32)}`;
    const fillings = {
      inviter: name,
      organisation: organisation.name,
      link,
      hours: String(INVITATION_HOURS),
    };
    const outcome = await this.mailer.send({
      to: to.email,
      id: mailId,
      language: to.language,
      ...compose(to, fillings),
    });
    const mail: MailState = outcome.kind;
    await this.uow.run(workOf(principal, 'manage_staff'), (tx) => this.invitations.mailed(tx, id, mail));
    return { kind: 'invited', id, mail, link: mail === 'sent' ? null : link };
  }
}

function compose(
  { language }: { readonly language: string },
  fillings: Readonly<Record<string, string>>,
): { readonly subject: string; readonly text: string } {
  const { subject = '', text = '' } = WORDS[language] ?? WORDS.en ?? {};
  const fill = (words: string): string =>
    words.replace(/\{(\w+)\}/g, (_place, key: string) => fillings[key] ?? '');
  return { subject: fill(subject).replace(/\s+/g, ' '), text: fill(text) };
}
