import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { workOf } from '../../../test/harness/database.js';
import { aMailbox, textOf } from '../../../test/harness/mailbox.js';
import { CheckpointDue, SequenceEntries, VerifyLog } from '../../audit/index.js';
import { AddUser, StaffContacts } from '../../people/index.js';
import { Config } from '../../platform/config/index.js';
import { JsonLogger } from '../../platform/logging/index.js';
import { SmtpMailer } from '../../platform/mail/index.js';
import { HandOutCheckpoints } from './hand-out-checkpoints.js';

const mailbox = await aMailbox();
const community = await aCommunity();
const { database, organisationId, founder } = community;
const config = new Config({
  MLINZI_SMTP_URL: mailbox.url,
  MLINZI_MAIL_FROM: 'mlinzi@example.org',
  MLINZI_LOG_LEVEL: 'error',
});
const handOut = new HandOutCheckpoints(
  database.unitOfWork,
  community.get(CheckpointDue),
  community.get(StaffContacts),
  new SmtpMailer(config),
  new JsonLogger(config),
);

for (const [email, role, language] of [
  ['dpo@example.org', 'dpo', 'ar'],
  ['lead@example.org', 'safeguarding_lead', 'en'],
] as const)
  await community.get(AddUser).byStaff(founder, {
    ...{ email, role, language, name: 'Nuru', password: 'maji ya kunywa safi' },
    ...{ programmeId: null, groupId: null },
  });
await community.get(SequenceEntries).complete(organisationId);

/** The note as the keeper of the mail saves it. */
function noteIn(mail: string): string {
  const from = mail.indexOf(`mlinzi/${organisationId}`);
  return `${/^[^]*?\n— .*$/m.exec(mail.slice(from))?.[0] ?? ''}\n`;
}

describe('A checkpoint', () => {
  it('leaves the machine once a day, for those who must not have to trust the operator', async () => {
    expect(await handOut.step()).toBe(1);
    expect(await handOut.step()).toBe(0);
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['dpo@example.org']]);
    database.clock.advance({ hours: 24 });
    expect(await handOut.step()).toBe(1);
  });

  it('as it was mailed shows later that the past is as it was', async () => {
    const [mail] = mailbox.mails;
    const note = noteIn(mail ? textOf(mail) : '');
    const context = { ...workOf(organisationId, 'read_audit'), organisationId };
    expect(await community.get(VerifyLog).execute(context, note)).toMatchObject({ kind: 'ok' });
  });

  it('that the mail server would not take is tried again within the hour, and given to nobody twice a minute', async () => {
    database.clock.advance({ hours: 24 });
    mailbox.behave({ refuse: 451 });
    expect(await handOut.step()).toBe(0);
    mailbox.behave('take');
    expect(await handOut.step()).toBe(0);
    database.clock.advance({ hours: 1 });
    expect(await handOut.step()).toBe(1);
  });
});
