import { Injectable } from '@nestjs/common';
import { errorCode } from '../error-code.js';

/** What a check found. `details` are counts, times and names of ours. */
export interface CheckResult {
  readonly state: 'up' | 'degraded' | 'down';
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface HealthReport {
  /** The worst of the checks. */
  readonly state: CheckResult['state'];
  readonly checks: Readonly<Record<string, CheckResult>>;
}

type Check = () => Promise<CheckResult> | CheckResult;

/** A check that has not answered by now is what it checks: not there. */
const CHECK_WITHIN_MS = 3_000;

/**
 * Every room registers what it depends on under a name: `register('traffic', () => ...)`. A check that throws or hangs
 * is `down`; `degraded` is visible but still serves.
 */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, Check>();

  register(name: string, check: Check): void {
    if (this.checks.has(name)) throw new Error(`The health check ${name} is registered twice`);
    this.checks.set(name, check);
  }

  async report(): Promise<HealthReport> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await result(check)] as const),
    );
    const states = new Set(entries.map(([, { state }]) => state));
    const state = states.has('down') ? 'down' : states.has('degraded') ? 'degraded' : 'up';
    return { state, checks: Object.fromEntries(entries) };
  }
}

async function result(check: Check): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => {
      resolve({ state: 'down', details: { reason: 'no answer' } });
    }, CHECK_WITHIN_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    const reason = errorCode(error) ?? 'failed';
    return { state: 'down', details: { reason } };
  } finally {
    clearTimeout(timer);
  }
}
