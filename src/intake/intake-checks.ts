import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { HealthRegistry } from '../platform/health/index.js';
import type { CheckResult } from '../platform/health/index.js';
import { Spool } from './imports/accept/spool.js';
import { ReopenMessages } from './messages/reopen-messages.js';
import { LanesRepository } from './traffic/lanes.repository.js';

/** What of intake somebody should see from outside, and what a process that died may have left. */
@Injectable()
export class IntakeChecks implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly lanes: LanesRepository,
    private readonly spool: Spool,
    private readonly messages: ReopenMessages,
  ) {}

  async onModuleInit(): Promise<void> {
    this.health.register('traffic', () => this.traffic());
    this.health.register('read-again', () => this.readAgain());
    await this.spool.sweep();
  }

  /** A delivery that is due for this long has nobody to walk it. */
  private async traffic(): Promise<CheckResult> {
    const { oldestSeconds, dead } = await this.lanes.standing();
    const state = oldestSeconds > WAITS_TOO_LONG_SECONDS || dead > 0 ? 'degraded' : 'up';
    return { state, details: { oldestWaitingSeconds: oldestSeconds, deadLetters: dead } };
  }

  /** Messages that a detector did not read, because it failed; the detector itself is named beside it. */
  private async readAgain(): Promise<CheckResult> {
    const waiting = await this.messages.waiting();
    return { state: waiting > 0 ? 'degraded' : 'up', details: { waiting } };
  }
}

/** Ten minutes of backlog is a large import on a small machine; more means that no worker runs. */
const WAITS_TOO_LONG_SECONDS = 600;
