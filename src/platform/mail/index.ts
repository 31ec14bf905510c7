/** The way out for mail, and what became of it. Never knows what a mail is about. */
export { Mailer } from './mailer.js';
export type { Mail, MailOutcome } from './mailer.js';
export { SmtpMailer } from './smtp-mailer.js';
