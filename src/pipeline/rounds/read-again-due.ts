import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Examiner } from '../../detection/index.js';
import { ReopenMessages } from '../../intake/index.js';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { JsonLogger } from '../../platform/logging/index.js';
import { ReadMessagesAgain } from '../again/read-messages-again.js';
import { Round } from './round.js';

/** Few enough that what arrives now waits for less than a second behind them. */
const MOST_AT_ONCE = 64;

/** Whoever puts a model back is in no greater hurry. */
const LOOK_EVERY_MS = 15_000;

/** Between two tries of what failed; twice as long each time, because loading a model costs everybody some seconds. */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Tries whether what failed works again, on the messages that wait for it, and reads them when it does. A batch that
 * fails is followed by a pause and a smaller batch: in the end a message on which a detector always fails waits alone.
 */
@Injectable()
export class ReadAgainDue implements BeforeApplicationShutdown {
  private readonly round: Round;
  private size = MOST_AT_ONCE;
  private pause = FIRST_PAUSE_MS;
  /** By the service's clock, in milliseconds. */
  private nextAt = 0;
  private renewAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly messages: ReopenMessages,
    private readonly read: ReadMessagesAgain,
    private readonly examiner: Examiner,
    logger: JsonLogger,
  ) {
    this.round = new Round(() => this.step(), { logger, failure: 'pipeline.read_again_failed' });
  }

  /** Returns at once. */
  start(): void {
    this.round.start();
  }

  /** Finishes the batch at hand; the others are for whoever comes next. */
  beforeApplicationShutdown(): Promise<void> {
    return this.round.stop();
  }

  /** One batch of each organisation in which messages wait, if it is time. True when any were read. */
  async step(): Promise<boolean> {
    if (this.now() < this.nextAt) return false;
    this.nextAt = this.now() + LOOK_EVERY_MS;
    const organisations = await this.messages.organisations();
    return organisations.length > 0 && (await this.isReady()) && this.tryEach(organisations);
  }

  /** A model that cannot be used is loaded once more now and then; no message is taken before that went well. */
  private async isReady(): Promise<boolean> {
    const { state } = this.examiner.models();
    if (state === 'unusable' && this.now() >= this.renewAt) {
      this.renewAt = this.now() + this.pause;
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
      await this.examiner.renew();
    }
    return state !== 'unusable' && state !== 'loading';
  }

  private async tryEach(organisations: readonly OrganisationId[]): Promise<boolean> {
    let any = false;
    for (const id of organisations) {
      const reading = await this.read.execute(id, this.size);
      // What fails here fails in the next organisation as well, more often than not.
      if (reading === 'failed') return this.backOff();
      if (reading === 'read') any = this.goOn();
    }
    return any;
  }

  private backOff(): false {
    this.nextAt = this.now() + this.pause;
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    this.size = Math.max(1, Math.floor(this.size / 2));
    return false;
  }

  private goOn(): true {
    this.nextAt = 0;
    this.renewAt = 0;
    this.pause = FIRST_PAUSE_MS;
    this.size = Math.min(this.size * 2, MOST_AT_ONCE);
    return true;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
