import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { HealthRegistry } from '../../platform/health/index.js';
import type { CheckResult } from '../../platform/health/index.js';
import { Mailer } from '../../platform/mail/index.js';
import { DISPATCH } from './fire-due-steps.js';
import { StandingRepository } from './standing.repository.js';

/** A due step fires within five seconds; one that is a minute late has nobody who fires it. */
const LATE_SECONDS = 60;

/** Whether everybody who should be told is being told, as a watchdog from outside sees it. */
@Injectable()
export class EscalationChecks implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly health: HealthRegistry,
    private readonly mailer: Mailer,
    private readonly standing: StandingRepository,
  ) {}

  onModuleInit(): void {
    this.health.register('escalation', () => this.look((tx) => this.escalation(tx)));
    this.health.register('notices', () => this.look((tx) => this.notices(tx)));
  }

  private async escalation(tx: Transaction): Promise<CheckResult> {
    const { lateSeconds, unanswerable, live } = await this.standing.runs(tx);
    const state = lateSeconds > LATE_SECONDS || unanswerable > 0 ? 'degraded' : 'up';
    return { state, details: { live, oldestDueSeconds: lateSeconds, withNobodyToTell: unanswerable } };
  }

  private async notices(tx: Transaction): Promise<CheckResult> {
    const { lateSeconds, failed, retrying, inDoubt } = await this.standing.notices(tx);
    const state = lateSeconds > LATE_SECONDS || failed > 0 || retrying > 0 ? 'degraded' : 'up';
    const mail = this.mailer.isConfigured ? 'configured' : 'not configured';
    return { state, details: { mail, oldestWaitingSeconds: lateSeconds, retrying, failed, inDoubt } };
  }

  private look(at: (tx: Transaction) => Promise<CheckResult>): Promise<CheckResult> {
    return this.uow.run(DISPATCH, at);
  }
}
