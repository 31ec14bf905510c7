import { env } from 'node:process';
import { AppError } from '../../kernel/app-error.js';
import type { Fault } from '../../kernel/app-error.js';
import { SETTINGS, WrongValue } from './settings.js';
import type { LogLevel, Setting } from './settings.js';

/** What the person who starts the service decided; everything else is decided in the console or in code. */
export class Config {
  readonly home: string;
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly serviceDatabaseUrl: string | null;
  readonly databasePool: number;
  /** Null: the key file in the home. */
  readonly masterKey: Buffer | null;
  readonly workersInProcess: boolean;
  readonly logLevel: LogLevel;
  readonly uploadLimitBytes: number;
  /** Origin without a trailing slash, e.g. `https://mlinzi.example.org`; null when reached directly. */
  readonly publicUrl: string | null;
  /** Null: no mail leaves. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  /** Hosts that webhooks may reach although they are not on the public internet. */
  readonly outboundAllow: readonly string[];

  /** @throws ConfigRefused naming every variable that is wrong, with the fix. */
  constructor(environment: Readonly<Record<string, string | undefined>>) {
    const reader = new Reader(environment);
    this.home = reader.required(SETTINGS.home);
    this.host = reader.required(SETTINGS.host);
    this.port = reader.required(SETTINGS.port);
    this.databaseUrl = reader.optional(SETTINGS.databaseUrl);
    this.serviceDatabaseUrl = reader.optional(SETTINGS.serviceDatabaseUrl);
    this.databasePool = reader.required(SETTINGS.databasePool);
    this.masterKey = reader.optional(SETTINGS.masterKey);
    this.workersInProcess = reader.required(SETTINGS.workersInProcess);
    this.logLevel = reader.required(SETTINGS.logLevel);
    this.uploadLimitBytes = reader.required(SETTINGS.uploadLimitMegabytes) * 1024 * 1024;
    this.publicUrl = reader.optional(SETTINGS.publicUrl);
    this.smtpUrl = reader.optional(SETTINGS.smtpUrl);
    this.mailFrom = reader.optional(SETTINGS.mailFrom);
    this.outboundAllow = reader.optional(SETTINGS.outboundAllow) ?? [];
    reader.refuseUnknown();
    if (this.smtpUrl !== null && this.mailFrom === null)
      reader.fault(
        SETTINGS.mailFrom,
        'is needed beside MLINZI_SMTP_URL: servers refuse mail without a sender',
      );
    if (this.serviceDatabaseUrl !== null && this.databaseUrl === null)
      reader.fault(SETTINGS.serviceDatabaseUrl, 'needs DATABASE_URL beside it, for the migrations');
    if (reader.faults.length > 0) throw new ConfigRefused(reader.faults);
  }
}

/** The configuration of this process. */
export function readConfig(): Config {
  return new Config(env);
}

export class ConfigRefused extends AppError {
  constructor(faults: readonly Fault[]) {
    super({
      kind: 'invalid',
      code: 'CONFIG.INVALID',
      message: faults.map(({ path, message }) => `${path} ${message}.`).join('\n'),
      faults,
    });
  }
}

class Reader {
  readonly faults: Fault[] = [];

  constructor(private readonly environment: Readonly<Record<string, string | undefined>>) {}

  optional<T>(setting: Setting<T>): T | null {
    const raw = this.environment[setting.variable];
    return raw === undefined || raw === '' ? null : this.read(setting, raw);
  }

  required<T>(setting: Setting<T> & { readonly default: string }): T {
    return this.optional(setting) ?? setting.read(setting.default);
  }

  fault(setting: Setting<unknown>, message: string): void {
    this.faults.push({ path: setting.variable, message });
  }

  /** A misspelt variable would otherwise be ignored in silence. Variables of tests are their own business. */
  refuseUnknown(): void {
    const known = new Set<string>(Object.values(SETTINGS).map(({ variable }) => variable));
    for (const name of Object.keys(this.environment)) {
      if (name.startsWith('MLINZI_') && !name.startsWith('MLINZI_TEST_') && !known.has(name))
        this.faults.push({
          path: name,
          message: `is not a setting; known are ${[...known].sort().join(', ')}`,
        });
    }
  }

  private read<T>(setting: Setting<T>, raw: string): T | null {
    try {
      return setting.read(raw);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      this.fault(setting, error.message);
      return null;
    }
  }
}
