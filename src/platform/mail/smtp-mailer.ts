import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { Config } from '../config/index.js';
import { errorCode } from '../error-code.js';
import { compose } from './compose.js';
import { Mailer } from './mailer.js';
import type { HandOver, Mail, MailOutcome } from './mailer.js';

/** A server that has not answered by then is down for us; the notice is tried again, and the next step fires anyway. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/** Small servers accept a handful of connections from one sender. */
const CONNECTIONS = 4;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Mail over SMTP. The final dot, after which the server answers for the mail, is written only when `handOver` agrees:
 * whoever keeps the books can note the moment from which a crash leaves a doubt, and no earlier moment does.
 */
@Injectable()
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  private readonly transport: ReturnType<typeof transportTo> | null;

  constructor(private readonly config: Config) {
    super();
    this.transport = config.smtpUrl === null ? null : transportTo(config.smtpUrl);
  }

  get isConfigured(): boolean {
    return this.transport !== null;
  }

  async send(mail: Mail, handOver: HandOver = () => Promise.resolve(true)): Promise<MailOutcome> {
    const from = this.config.mailFrom;
    if (!this.transport || from === null)
      return { kind: 'failed', code: 'MAIL.NOT_CONFIGURED', permanent: false };
    const parting = new Parting(() => compose(mail, from), handOver);
    try {
      await this.transport.sendMail({ envelope: { from, to: mail.to }, raw: parting.stream });
      return { kind: 'sent' };
    } catch (error) {
      return outcomeOf(error, parting);
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}

function transportTo(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A password never crosses a network in the clear.
    requireTLS: user !== '' && !LOOPBACK.test(url.hostname),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The bytes of a mail, of which the end comes when the sender has agreed to part with it. */
class Parting {
  readonly stream: Readable;
  /** The end was let go: from here on only the server knows. */
  isHandedOver = false;
  isTakenBack = false;

  constructor(body: () => Promise<Buffer>, handOver: HandOver) {
    const agree = this.agree.bind(this, handOver);
    this.stream = Readable.from(inTwo(body, agree), { objectMode: false });
  }

  private async agree(handOver: HandOver): Promise<void> {
    if (!(await handOver())) {
      this.isTakenBack = true;
      throw new Error('The mail was taken back');
    }
    this.isHandedOver = true;
  }
}

async function* inTwo(body: () => Promise<Buffer>, agree: () => Promise<void>): AsyncGenerator<Buffer> {
  yield await body();
  await agree();
}

/** An answer of the server settles it either way; silence after the end leaves a doubt. */
function outcomeOf(error: unknown, { isHandedOver, isTakenBack }: Parting): MailOutcome {
  if (isTakenBack) return { kind: 'failed', code: 'MAIL.TAKEN_BACK', permanent: true };
  const answer = responseOf(error);
  if (answer === null && isHandedOver)
    return { kind: 'in_doubt', code: errorCode(error) ?? 'MAIL.NO_ANSWER' };
  const code = answer === null ? (errorCode(error) ?? 'MAIL.FAILED') : `SMTP.${answer}`;
  return {
    kind: 'failed',
    code,
    permanent: answer !== null && answer >= 500 && answer !== 503 && answer !== 535,
  };
}

function responseOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('responseCode' in error)) return null;
  return typeof error.responseCode === 'number' ? error.responseCode : null;
}
