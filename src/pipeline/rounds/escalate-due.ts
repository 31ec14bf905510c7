import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { FireDueSteps, SendNotices } from '../../escalation/index.js';
import { LapseLeases } from '../../incidents/index.js';
import { JsonLogger } from '../../platform/logging/index.js';
import { EscalateOverdueFlags } from '../../review/index.js';
import { Round } from './round.js';

/** Walks that never wait for each other: a mail server that is slow keeps no step from firing on time. */
@Injectable()
export class EscalateDue implements BeforeApplicationShutdown {
  private readonly rounds: readonly Round[];

  constructor(
    private readonly overdue: EscalateOverdueFlags,
    private readonly lapse: LapseLeases,
    private readonly fire: FireDueSteps,
    private readonly send: SendNotices,
    logger: JsonLogger,
  ) {
    const log = { logger, failure: 'escalation.step_failed' };
    this.rounds = [
      new Round(async () => (await overdue.execute()) > 0, log),
      new Round(async () => (await lapse.step()) > 0, log),
      new Round(async () => (await fire.execute()) > 0, log),
      new Round(async () => (await send.execute()) > 0, log),
    ];
  }

  /** Returns at once. */
  start(): void {
    for (const round of this.rounds) round.start();
  }

  /** Finishes the step and the mails at hand and begins no more. */
  async stop(): Promise<void> {
    await Promise.all(this.rounds.map((round) => round.stop()));
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Everything that is due now, once. True when there was anything. */
  async step(): Promise<boolean> {
    const raised = (await this.overdue.execute()) + (await this.lapse.step());
    const fired = await this.fire.execute();
    return raised + fired + (await this.send.execute()) > 0;
  }
}
