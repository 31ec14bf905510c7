/** One mail to one person: plain text, and the same as HTML where the reader's script runs from right to left. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** ISO 639-1; decides the direction of the HTML part. */
  readonly language: string;
  /** Names the mail for ever: `<id@domain of the sender>` is its Message-ID, the same at every attempt. */
  readonly id: string;
}

/**
 * `failed`: certainly not taken; `permanent` when the server will never take it. `in_doubt`: it was handed over and
 * no answer came, so it may have been taken.
 */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly code: string; readonly permanent: boolean }
  | { readonly kind: 'in_doubt'; readonly code: string };

/** Asked when everything but the final dot was sent; answering false takes the mail back, and the server has nothing. */
export type HandOver = () => Promise<boolean>;

/** Mail leaves through here only. */
export abstract class Mailer {
  /** False where no mail server is configured; `send` then fails with the code `MAIL.NOT_CONFIGURED`. */
  abstract readonly isConfigured: boolean;
  /** Never throws: what became of the mail is the answer. */
  abstract send(mail: Mail, handOver?: HandOver): Promise<MailOutcome>;
}
