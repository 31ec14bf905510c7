import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { FireDueSteps, SendNotices } from '../escalation/index.js';
import { JsonLogger } from '../platform/logging/index.js';
import { Pause } from './pause.js';

/** Two walks that never wait for each other: a mail server that is slow keeps no step from firing on time. */
@Injectable()
export class EscalateDue implements BeforeApplicationShutdown {
  private readonly firing = new Pause();
  private readonly sending = new Pause();
  private loops: readonly Promise<void>[] = [];

  constructor(
    private readonly fire: FireDueSteps,
    private readonly send: SendNotices,
    private readonly logger: JsonLogger,
  ) {}

  /** Returns at once. */
  start(): void {
    this.loops = [
      this.walk(this.firing, () => this.fire.execute()),
      this.walk(this.sending, () => this.send.execute()),
    ];
  }

  /** Finishes the step and the mails at hand and begins no more. */
  async stop(): Promise<void> {
    this.firing.end();
    this.sending.end();
    await Promise.all(this.loops);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Everything that is due now, once. True when there was anything. */
  async step(): Promise<boolean> {
    const fired = await this.fire.execute();
    return (await this.send.execute()) + fired > 0;
  }

  private async walk(pause: Pause, work: () => Promise<number>): Promise<void> {
    while (!pause.ended) {
      const done = await work().catch((error: unknown) => {
        this.logger.failure('escalation.step_failed', error);
        return 0;
      });
      await pause.after(done > 0);
    }
  }
}
