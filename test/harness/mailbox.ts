import { afterAll } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server that answered for it knows it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly id: string;
  readonly raw: string;
}

/** A real SMTP server that keeps what it took, and can be told to misbehave. */
export interface Mailbox {
  /** For `MLINZI_SMTP_URL`. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** What it does with the next mails: take them, refuse with a code, or take them and never answer. */
  behave(how: 'take' | 'silent' | { readonly refuse: number }): void;
  /** Milliseconds it thinks about each mail before it answers. */
  think(ms: number): void;
  close(): Promise<void>;
}

/** At the top of a spec: `const mailbox = await aMailbox();`. Closed after the file's last test. */
export async function aMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  let behaviour: Parameters<Mailbox['behave']>[0] = 'take';
  let thinks = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const settle = (): void => {
          if (typeof behaviour === 'object') {
            answer(Object.assign(new Error('Refused'), { responseCode: behaviour.refuse }));
            return;
          }
          mails.push(received(to, Buffer.concat(chunks).toString('utf8')));
          if (behaviour === 'take') answer();
        };
        if (thinks > 0) setTimeout(settle, thinks);
        else settle();
      });
    },
  });
  // A sender that is killed in the middle is part of the test, not a failure of the server.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((done) => {
      for (const connection of server.connections) connection.close();
      server.close(() => {
        done();
      });
    });
  afterAll(close);
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behave: (how) => {
      behaviour = how;
    },
    think: (ms) => {
      thinks = ms;
    },
    close,
  };
}

function received(to: readonly string[], raw: string): ReceivedMail {
  return { to, raw, id: /^Message-ID: <([^>]+)>/im.exec(raw)?.[1] ?? '' };
}

/** The plain text of a mail, decoded. */
export function textOf(mail: ReceivedMail): string {
  return decoded(mail).replaceAll('\r\n', '\n');
}

function decoded({ raw }: ReceivedMail): string {
  const part = /Content-Type: text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw)?.[1] ?? '';
  const encoding = /Content-Type: text\/plain[^]*?Content-Transfer-Encoding: ([\w-]+)/.exec(raw)?.[1];
  if (encoding === 'base64') return Buffer.from(part, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return part;
  const joined = part.replaceAll('=\r\n', '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
