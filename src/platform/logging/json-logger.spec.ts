import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../kernel/app-error.js';
import { JsonLogger } from './json-logger.js';

function aLogger(logLevel: 'error' | 'info' | 'debug' = 'debug'): { log: JsonLogger; lines: string[] } {
  const lines: string[] = [];
  return { lines, log: new JsonLogger({ logLevel }, { write: (line: string) => void lines.push(line) }) };
}

const secret = 'Amina anasema siri';

describe('The log', () => {
  it('writes one JSON object per event', () => {
    const { log, lines } = aLogger();
    log.event('info', 'import.accepted', { count: 3, requestId: 'r-1' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'import.accepted', count: 3, requestId: 'r-1' });
    expect(lines).toHaveLength(1);
  });

  it('says nothing below its level', () => {
    const { log, lines } = aLogger('error');
    log.event('info', 'import.accepted', {});
    log.warn('framework words');
    expect(lines).toEqual([]);
  });

  it('tells which errors lie behind a failure and where, and not one word of them', () => {
    const { log, lines } = aLogger();
    const cause = Object.assign(new Error(`${secret}\n    at ${secret}`), { code: '23505' });
    log.failure('request.failed', new AppError({ kind: 'broken', code: 'X.Y', message: secret, cause }));
    const line = lines.join('');
    expect(line).not.toContain('siri');
    expect(JSON.parse(line)).toMatchObject({ error: 'AppError X.Y < Error 23505', code: 'X.Y' });
    expect(line).toContain('json-logger.spec');
  });

  it('keeps the words of errors out when the framework logs them', () => {
    const { log, lines } = aLogger();
    log.error(new Error(secret), 'stack', 'ExceptionsHandler');
    log.error({ text: secret });
    expect(lines.join('')).not.toContain('siri');
  });
});
