import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Subscription, exhaustMap, interval } from 'rxjs';
import { JsonLogger } from '../logging/index.js';
import { Partitions } from './partitions.js';

/** Partitions stand ready for days; looking every hour leaves dozens of chances to get over a failure. */
const EVERY_MS = 3_600_000;

/** Prepares partitions before the first request and from then on every hour. */
@Injectable()
export class PartitionKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly subscription = new Subscription();

  constructor(
    private readonly partitions: Partitions,
    private readonly log: JsonLogger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.partitions.prepare();
    this.subscription.add(
      interval(EVERY_MS)
        .pipe(exhaustMap(() => this.prepare()))
        .subscribe(),
    );
  }

  onApplicationShutdown(): void {
    this.subscription.unsubscribe();
  }

  private async prepare(): Promise<void> {
    await this.partitions.prepare().catch((error: unknown) => {
      this.log.failure('partitions.not_prepared', error);
    });
  }
}
