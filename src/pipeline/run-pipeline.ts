import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { TrafficLog } from '../intake/index.js';
import type { TrafficBatch } from '../intake/index.js';
import { AppError } from '../kernel/app-error.js';
import { JsonLogger } from '../platform/logging/index.js';
import { ProcessMessages } from './process-messages.js';
import { Round } from './rounds/round.js';
import { TrafficWalk } from './traffic-walk.js';

/** Batches on their way at once: while one is examined in the detection thread, another is read or stored. */
const LOOPS = 2;

/** A third of the lease: two renewals may fail before a batch is lost. */
const RENEW_EVERY_MS = 20_000;

/** The world (database, key store) is given this long before a batch is tried again. */
const WORLD_RECOVERS_SECONDS = 5;

/**
 * Takes batches from the traffic log and walks them until told to stop. Any number of processes may do so at once.
 * Polls, sooner after work and later after none; a poll finds nothing in under a millisecond.
 */
@Injectable()
export class RunPipeline implements BeforeApplicationShutdown {
  private rounds: readonly Round[] = [];

  constructor(
    private readonly log: TrafficLog,
    private readonly walk: TrafficWalk,
    private readonly process: ProcessMessages,
    private readonly logger: JsonLogger,
  ) {}

  /** Returns at once. */
  start(worker: string): void {
    const log = { logger: this.logger, failure: 'pipeline.step_failed' };
    this.rounds = Array.from({ length: LOOPS }, () => new Round(() => this.step(worker), log));
    for (const round of this.rounds) round.start();
  }

  /** Finishes the batches that were taken and takes no more. */
  async stop(): Promise<void> {
    await Promise.all(this.rounds.map((round) => round.stop()));
  }

  /** Before any room lets go of what batches need. */
  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Takes and walks one batch; false when there was none. For tests, and for commands that wait for an import. */
  async step(worker: string): Promise<boolean> {
    const batch = await this.log.take(worker);
    if (batch) await this.walkOne(batch);
    return batch !== null;
  }

  private async walkOne(batch: TrafficBatch): Promise<void> {
    const renewal = setInterval(() => void this.log.renew(batch).catch(() => false), RENEW_EVERY_MS);
    try {
      await this.process.execute(this.walk.open(batch));
    } catch (error) {
      this.logger.failure('pipeline.batch_failed', error, { count: batch.deliveries.length });
      await this.giveBack(batch, error);
    } finally {
      clearInterval(renewal);
    }
  }

  /** Codes only: an error's text may quote what caused it. */
  private async giveBack(batch: TrafficBatch, error: unknown): Promise<void> {
    const isWorld = error instanceof AppError && error.kind === 'unavailable';
    if (isWorld) await this.log.postpone(batch, WORLD_RECOVERS_SECONDS);
    else await this.log.retry(batch, error instanceof AppError ? error.code : 'walk-failed');
  }
}
