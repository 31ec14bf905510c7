import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { DETECTORS } from './detectors/index.js';
import type { DetectorFailure, ModelsState } from './examiner.js';

/** What health says of one detector; without it the others still read, so it is never `down`. */
export interface DetectorState {
  readonly state: 'up' | 'degraded';
  readonly details: Readonly<Record<string, string>>;
}

/** Loading is as it should be; what cannot be used is named, and the other detectors go on without it. */
export function checkModels({ state, note }: ModelsState): DetectorState {
  const details = { models: state, ...(note !== undefined && { note }) };
  return { state: state === 'unusable' ? 'degraded' : 'up', details };
}

/** A detector is named unwell for this long after it failed; long enough to be seen, short enough to show recovery. */
const UNWELL_FOR_MS = 60 * 60 * 1000;

/** How each detector fares in this process. */
@Injectable()
export class DetectorHealth {
  private readonly failures = new Map<string, DetectorFailure & { readonly at: Date }>();

  constructor(private readonly clock: Clock) {}

  record(failures: readonly DetectorFailure[]): void {
    for (const failure of failures) this.failures.set(failure.detector, { ...failure, at: this.clock.now() });
  }

  check(detector: string): DetectorState {
    const version = DETECTORS.find(({ id }) => id === detector)?.version ?? 'none';
    const failure = this.failures.get(detector);
    if (!failure) return { state: 'up', details: { version } };
    const recently = this.clock.now().getTime() - failure.at.getTime() < UNWELL_FOR_MS;
    const details = {
      version,
      lastFailure: failure.kind,
      lastFailedAt: failure.at.toISOString(),
      ...(failure.note !== undefined && { note: failure.note }),
    };
    return { state: recently ? 'degraded' : 'up', details };
  }
}
