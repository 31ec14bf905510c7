import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from './mailer.js';

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

/** The bytes of a mail, with the headers that keep machines from answering it. */
export function compose(mail: Mail, from: string): Promise<Buffer> {
  const domain = from.slice(from.indexOf('@') + 1);
  const composer = new MailComposer({
    from: { name: 'Mlinzi', address: from },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    messageId: `<${mail.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
    text: mail.text,
    html: asHtml(mail),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The same words; links are the only thing that is more than text. */
function asHtml({ text, language }: Mail): string {
  const direction = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
  const body = escaped(text).replace(/https?:\/\/[^\s<]+/g, '<a href="$&" dir="ltr">$&</a>');
  return (
    `<!doctype html><html lang="${language}" dir="${direction}"><meta charset="utf-8">` +
    `<body dir="${direction}" style="font:16px/1.5 sans-serif"><p>${body.split(/\n{2,}/).join('</p><p>')}</p></body></html>`
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
