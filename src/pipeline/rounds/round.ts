import type { JsonLogger } from '../../platform/logging/index.js';
import { Pause } from './pause.js';

/** One thing that is done over and over: quickly while there is work, four times a second while there is none. */
export class Round {
  private readonly pause = new Pause();
  private going: Promise<void> = Promise.resolve();

  /** `step` tells whether there was work; what it throws is logged as `failure` and tried again after a pause. */
  constructor(
    private readonly step: () => Promise<boolean>,
    private readonly log: { readonly logger: JsonLogger; readonly failure: string },
  ) {}

  /** Returns at once. */
  start(): void {
    this.going = this.go();
  }

  /** Finishes the step that is under way and takes no more. */
  async stop(): Promise<void> {
    this.pause.end();
    await this.going;
  }

  private async go(): Promise<void> {
    while (!this.pause.ended) {
      const busy = await this.step().catch((error: unknown) => {
        this.log.logger.failure(this.log.failure, error);
        return false;
      });
      await this.pause.after(busy);
    }
  }
}
