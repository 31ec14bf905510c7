import { describe, expect, it } from '@jest/globals';
import { aMailbox, textOf } from '../../../test/harness/mailbox.js';
import { Config } from '../config/index.js';
import type { Mail } from './mailer.js';
import { SmtpMailer } from './smtp-mailer.js';

const mailbox = await aMailbox();
const flaky = await aMailbox();
const mailer = mailerFor(mailbox.url);

function mailerFor(url: string): SmtpMailer {
  return new SmtpMailer(new Config({ MLINZI_SMTP_URL: url, MLINZI_MAIL_FROM: 'mlinzi@example.org' }));
}

const aMail = (change: Partial<Mail> = {}): Mail => ({
  ...{ to: 'amina@example.org', subject: '3F7K', text: 'Open: https://mlinzi.example.org/n/abc' },
  ...{ language: 'en', id: `m${mailbox.mails.length}-${Math.random()}`, ...change },
});

describe('The mailer', () => {
  it('delivers to a real server, with a Message-ID that the sender chose', async () => {
    expect(await mailer.send(aMail({ id: 'n1.0' }))).toEqual({ kind: 'sent' });
    const [mail] = mailbox.mails;
    expect(mail).toMatchObject({ to: ['amina@example.org'], id: 'n1.0@example.org' });
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated');
    expect(mail?.raw).toContain('From: Mlinzi <mlinzi@example.org>');
  });

  it('writes Arabic from right to left, and links from left to right', async () => {
    await mailer.send(aMail({ id: 'arabic', language: 'ar', text: 'افتح https://mlinzi.example.org/n/abc' }));
    const mail = mailbox.mails.find(({ id }) => id === 'arabic@example.org');
    expect(mail && textOf(mail)).toContain('افتح');
    expect(mail?.raw).toContain('Content-Language: ar');
  });

  it('leaves nothing with the server when the mail is taken back at the last moment, and goes on', async () => {
    const before = mailbox.mails.length;
    const outcome = await mailer.send(aMail(), () => Promise.resolve(false));
    expect(outcome).toMatchObject({ kind: 'failed', code: 'MAIL.TAKEN_BACK' });
    expect(mailbox.mails).toHaveLength(before);
    expect(await mailer.send(aMail())).toEqual({ kind: 'sent' });
  });

  it('leaves nothing with the server when the books could not be kept', async () => {
    const before = mailbox.mails.length;
    const outcome = await mailer.send(aMail(), () => Promise.reject(new Error('no database')));
    expect(outcome).toMatchObject({ kind: 'failed', permanent: false });
    expect(mailbox.mails).toHaveLength(before);
  });

  it.each([
    [451, false],
    [421, false],
    [550, true],
  ])('knows that a mail answered with %d was not taken; for good: %s', async (refuse, permanent) => {
    mailbox.behave({ refuse });
    expect(await mailer.send(aMail())).toEqual({ kind: 'failed', code: `SMTP.${refuse}`, permanent });
    mailbox.behave('take');
  });

  it('says that it cannot know when the connection ends between the dot and the answer', async () => {
    flaky.behave('silent');
    const sending = mailerFor(flaky.url).send(aMail());
    while (flaky.mails.length === 0) await new Promise(setImmediate);
    await flaky.close();
    expect(await sending).toMatchObject({ kind: 'in_doubt' });
  });

  it('knows that nothing was sent where no server answers', async () => {
    const outcome = await mailerFor('smtp://127.0.0.1:1').send(aMail());
    expect(outcome).toMatchObject({ kind: 'failed', permanent: false });
  });

  it('says so when no server is configured', async () => {
    const without = new SmtpMailer(new Config({}));
    expect(without.isConfigured).toBe(false);
    expect(await without.send(aMail())).toMatchObject({ kind: 'failed', code: 'MAIL.NOT_CONFIGURED' });
  });

  it('lets no subject or address add a header', async () => {
    await mailer.send(aMail({ id: 'header', subject: 'a\r\nBcc: thief@example.org' }));
    const mail = mailbox.mails.find(({ id }) => id === 'header@example.org');
    expect(mail?.raw).not.toMatch(/^Bcc:/m);
    expect(mail?.to).toEqual(['amina@example.org']);
  });
});
