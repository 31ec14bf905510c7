import { describe, expect, it, jest } from '@jest/globals';
import { AppError } from '../../kernel/app-error.js';
import { HealthRegistry } from './health-registry.js';
import { diskState } from './platform-checks.js';

describe('Health', () => {
  it('is as bad as its worst check', async () => {
    const health = new HealthRegistry();
    health.register('database', () => ({ state: 'up' }));
    expect((await health.report()).state).toBe('up');
    health.register('traffic', () => ({ state: 'degraded', details: { waiting: 12_000 } }));
    expect((await health.report()).state).toBe('degraded');
    health.register('key_store', () => ({ state: 'down' }));
    expect((await health.report()).state).toBe('down');
  });

  it('counts a check that fails as down, with the code and not the words', async () => {
    const health = new HealthRegistry();
    health.register('a', () =>
      Promise.reject(new AppError({ kind: 'unavailable', code: 'A.B', message: 'siri' })),
    );
    health.register('b', () => {
      throw new Error('siri');
    });
    expect((await health.report()).checks).toEqual({
      a: { state: 'down', details: { reason: 'A.B' } },
      b: { state: 'down', details: { reason: 'failed' } },
    });
  });

  it('waits for no check that hangs', async () => {
    jest.useFakeTimers();
    const health = new HealthRegistry();
    health.register('hung', () => new Promise(() => undefined));
    const report = health.report();
    await jest.advanceTimersByTimeAsync(3_000);
    jest.useRealTimers();
    expect((await report).checks.hung).toEqual({ state: 'down', details: { reason: 'no answer' } });
  });

  it('refuses two checks of one name', () => {
    const health = new HealthRegistry();
    health.register('a', () => ({ state: 'up' }));
    expect(() => {
      health.register('a', () => ({ state: 'up' }));
    }).toThrow('registered twice');
  });

  it.each([
    [0.9e9, 'down'],
    [2e9, 'degraded'],
    [4e9, 'up'],
  ])('with %d bytes of disk left is %s', (free, state) => {
    expect(diskState(free).state).toBe(state);
  });
});
