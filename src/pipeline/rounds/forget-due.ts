import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { JsonLogger } from '../../platform/logging/index.js';
import { KeepForgotten, RunRetention } from '../../retention/index.js';
import { Round } from './round.js';

/** Once a day in every organisation, and whenever somebody asks, what is over goes; and whoever is forgotten stays so. */
@Injectable()
export class ForgetDue implements BeforeApplicationShutdown {
  private readonly rounds: readonly Round[];
  private stopping = false;

  constructor(retention: RunRetention, forgotten: KeepForgotten, logger: JsonLogger) {
    const log = { logger, failure: 'retention.step_failed' };
    this.rounds = [
      new Round(() => retention.step(() => !this.stopping), log),
      new Round(() => forgotten.step(), log),
    ];
  }

  /** Returns at once. */
  start(): void {
    for (const round of this.rounds) round.start();
  }

  /** Finishes the batch at hand; the rest of the run is for whoever comes next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.rounds.map((round) => round.stop()));
  }
}
