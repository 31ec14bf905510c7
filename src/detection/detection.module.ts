import { Module } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { HealthRegistry } from '../platform/health/index.js';
import { checkModels, DetectorHealth } from './detector-health.js';
import { DETECTORS } from './detectors/index.js';
import { Examiner } from './examiner.js';
import { Explain } from './explain.js';
import { Memories } from './memory/memories.js';
import { RecordFailures } from './record-failures.repository.js';
import { DetectorWorth } from './worth/detector-worth.js';
import { EvaluatedWorth } from './worth/evaluated-worth.js';
import { ThreadedExaminer } from './thread/threaded-examiner.js';

@Module({
  providers: [
    DetectorHealth,
    Memories,
    RecordFailures,
    { provide: DetectorWorth, useFactory: () => new EvaluatedWorth() },
    { provide: Explain, useFactory: () => new Explain(DETECTORS) },
    { provide: Examiner, useFactory: () => new ThreadedExaminer(DETECTORS.map(({ id }) => id)) },
  ],
  exports: [DetectorHealth, DetectorWorth, Examiner, Explain, Memories, RecordFailures],
})
export class DetectionModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly examiner: Examiner,
    private readonly detectors: DetectorHealth,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    for (const { id } of DETECTORS) this.health.register(`detector:${id}`, () => this.detectors.check(id));
    this.health.register('text-models', () => checkModels(this.examiner.models()));
  }

  onApplicationShutdown(): Promise<void> {
    return this.examiner.close();
  }
}
