import { isAbsolute, resolve } from 'node:path';

/** One environment variable: how it is read, what it is when absent, and why it exists. */
export interface Setting<T> {
  readonly variable: string;
  readonly default: string | null;
  readonly why: string;
  /** Throws `WrongValue` with the second half of a sentence: what is expected instead. */
  readonly read: (raw: string) => T;
}

/** What a value should have been; the variable's name is put in front of it. */
export class WrongValue extends Error {}

const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const SETTINGS = {
  home: {
    variable: 'MLINZI_HOME',
    default: '.mlinzi',
    why: 'Folder of everything the service keeps on disk: keys, embedded database, lock. Relative to where it starts.',
    read: (raw: string) => (isAbsolute(raw) ? raw : resolve(raw)),
  },
  host: {
    variable: 'HOST',
    default: '127.0.0.1',
    why: 'Address to listen on; anything but loopback belongs behind a TLS proxy.',
    read: hostName,
  },
  port: {
    variable: 'PORT',
    default: '3000',
    why: 'Port of console and API; 0 takes any free one.',
    read: wholeNumber({ min: 0, max: 65_535 }),
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    default: null,
    why: 'Owner connection to a PostgreSQL server (15 or later); without it an embedded PostgreSQL is started.',
    read: postgresUrl,
  },
  serviceDatabaseUrl: {
    variable: 'MLINZI_SERVICE_DATABASE_URL',
    default: null,
    why: "Connection of the service role where it differs from the owner's, e.g. through pgBouncer.",
    read: postgresUrl,
  },
  databasePool: {
    variable: 'MLINZI_DATABASE_POOL',
    default: '10',
    why: 'Connections of one process; ten keep two cores busy without crowding a small server.',
    read: wholeNumber({ min: 1, max: 200 }),
  },
  masterKey: {
    variable: 'MLINZI_MASTER_KEY',
    default: null,
    why: 'Master key, base64 of 32 bytes; without it the file keys/master.key in the home is used, made on first start.',
    read: masterKey,
  },
  workersInProcess: {
    variable: 'MLINZI_WORKERS_IN_PROCESS',
    default: 'true',
    why: 'Whether this process also walks messages; false where workers run as processes of their own.',
    read: trueOrFalse,
  },
  logLevel: {
    variable: 'MLINZI_LOG_LEVEL',
    default: 'info',
    why: `How much is logged to stderr: ${LOG_LEVELS.join(', ')}.`,
    read: oneOf(LOG_LEVELS),
  },
  uploadLimitMegabytes: {
    variable: 'MLINZI_UPLOAD_LIMIT_MB',
    default: '512',
    why: 'Largest export file taken, in megabytes; an export of 1,000,000 messages is about 100.',
    read: wholeNumber({ min: 1, max: 16_384 }),
  },
  publicUrl: {
    variable: 'MLINZI_PUBLIC_URL',
    default: null,
    why: 'Address people use when a proxy stands in front; decides links and whether cookies are marked secure.',
    read: webUrl,
  },
  smtpUrl: {
    variable: 'MLINZI_SMTP_URL',
    default: null,
    why: 'Mail server for notices and invitations, with user and password in it; without it notices stay in the console.',
    read: smtpUrl,
  },
  mailFrom: {
    variable: 'MLINZI_MAIL_FROM',
    default: null,
    why: 'Sender of every mail, as the mail server allows it; needed beside MLINZI_SMTP_URL.',
    read: mailAddress,
  },
  outboundAllow: {
    variable: 'MLINZI_OUTBOUND_ALLOW',
    default: null,
    why: 'Hosts on private networks that webhooks may reach, separated by commas; any other private address is refused.',
    read: hostList,
  },
} as const satisfies Record<string, Setting<unknown>>;

function wholeNumber({ min, max }: { min: number; max: number }): (raw: string) => number {
  return (raw) => {
    const value = Number(raw);
    if (!/^\d+$/.test(raw) || value < min || value > max)
      throw new WrongValue(`must be a whole number from ${min} to ${max}`);
    return value;
  };
}

function oneOf<const T extends string>(values: readonly T[]): (raw: string) => T {
  return (raw) => {
    const value = values.find((candidate) => candidate === raw);
    if (value === undefined) throw new WrongValue(`must be one of ${values.join(', ')}`);
    return value;
  };
}

function trueOrFalse(raw: string): boolean {
  return oneOf(['true', 'false'])(raw) === 'true';
}

function hostName(raw: string): string {
  if (!/^[A-Za-z0-9.:-]+$/.test(raw)) throw new WrongValue('must be an IP address or a host name');
  return raw;
}

function postgresUrl(raw: string): string {
  const url = URL.canParse(raw) ? new URL(raw) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    throw new WrongValue('must look like postgres://user:password@host:5432/database');
  return raw;
}

function webUrl(raw: string): string {
  const url = URL.canParse(raw) ? new URL(raw) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/')
    throw new WrongValue('must look like https://mlinzi.example.org');
  return url.origin;
}

function smtpUrl(raw: string): string {
  const url = URL.canParse(raw) ? new URL(raw) : null;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new WrongValue(
      'must look like smtp://user:password@mail.example.org:587, or smtps:// for TLS from the start',
    );
  return raw;
}

function mailAddress(raw: string): string {
  if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(raw))
    throw new WrongValue('must be one address without a name, such as mlinzi@example.org');
  return raw;
}

function hostList(raw: string): readonly string[] {
  const hosts = raw.split(',').map((host) => host.trim().toLowerCase());
  if (!hosts.every((host) => /^[a-z0-9.:[\]-]+$/.test(host)))
    throw new WrongValue('must be host names or addresses separated by commas, such as alarms.lan,10.0.0.7');
  return hosts;
}

function masterKey(raw: string): Buffer {
  const key = Buffer.from(raw, 'base64');
  if (key.length !== 32 || key.toString('base64') !== raw)
    throw new WrongValue('must be base64 of exactly 32 bytes; `openssl rand -base64 32` makes one');
  return key;
}
