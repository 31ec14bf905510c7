import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Config } from '../config/index.js';
import { FileKeyStore } from '../crypto/index.js';
import { DataSource, migrationClasses, pendingOf, translateDatabaseError } from '../database/index.js';
import { HealthRegistry } from './health-registry.js';
import type { CheckResult } from './health-registry.js';

/** Below a gigabyte PostgreSQL can no longer be sure to write its log; below three somebody should look. */
const DISK_DOWN_BYTES = 1e9;
const DISK_DEGRADED_BYTES = 3e9;

/** What every room depends on: database, schema, keys, disk. */
@Injectable()
export class PlatformChecks implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly dataSource: DataSource,
    private readonly keys: FileKeyStore,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.health.register('database', () => this.database());
    this.health.register('migrations', () => this.migrations());
    this.health.register('key_store', () => this.keyStore());
    this.health.register('disk', () => this.disk());
  }

  private async database(): Promise<CheckResult> {
    await this.dataSource.query('SELECT 1').catch((error: unknown) => {
      throw translateDatabaseError(error);
    });
    return { state: 'up' };
  }

  private async migrations(): Promise<CheckResult> {
    const pending = await pendingOf(this.dataSource, await migrationClasses());
    return { state: pending.length === 0 ? 'up' : 'down', details: { pending: pending.length } };
  }

  private async keyStore(): Promise<CheckResult> {
    await this.keys.check();
    return { state: 'up' };
  }

  private async disk(): Promise<CheckResult> {
    const { bavail, bsize } = await statfs(this.config.home);
    return diskState(bavail * bsize);
  }
}

export function diskState(freeBytes: number): CheckResult {
  const details = { freeMegabytes: Math.floor(freeBytes / 1e6) };
  if (freeBytes < DISK_DOWN_BYTES) return { state: 'down', details };
  return { state: freeBytes < DISK_DEGRADED_BYTES ? 'degraded' : 'up', details };
}
