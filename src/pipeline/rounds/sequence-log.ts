import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { SequenceEntries } from '../../audit/index.js';
import { JsonLogger } from '../../platform/logging/index.js';
import { Round } from './round.js';

/** Keeps giving entries of the audit log their places and signing checkpoints until told to stop. */
@Injectable()
export class SequenceLog implements BeforeApplicationShutdown {
  private readonly round: Round;

  constructor(sequence: SequenceEntries, logger: JsonLogger) {
    this.round = new Round(async () => (await sequence.step()) > 0, {
      logger,
      failure: 'audit.sequence_failed',
    });
  }

  start(): void {
    this.round.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.round.stop();
  }
}
