import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../kernel/app-error.js';
import { Config } from './config.js';
import { SETTINGS } from './settings.js';

function faults(environment: Record<string, string>): string[] {
  try {
    new Config(environment);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message.split('\n');
  }
}

const KEY = Buffer.alloc(32, 1).toString('base64');

describe('The configuration', () => {
  it('needs nothing: everything has a default or may be absent', () => {
    const config = new Config({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      workersInProcess: true,
    });
    expect(config.home).toMatch(/\/\.mlinzi$/);
  });

  it('takes an empty variable for an absent one', () => {
    expect(new Config({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: null });
  });

  it('reads what is given', () => {
    const config = new Config({
      MLINZI_HOME: '/srv/mlinzi',
      PORT: '0',
      DATABASE_URL: 'postgresql://owner:p%40ss@db.example.org:6432/mlinzi?sslmode=require',
      MLINZI_MASTER_KEY: KEY,
      MLINZI_WORKERS_IN_PROCESS: 'false',
      MLINZI_PUBLIC_URL: 'https://mlinzi.example.org/',
    });
    expect(config).toMatchObject({
      home: '/srv/mlinzi',
      port: 0,
      masterKey: Buffer.alloc(32, 1),
      workersInProcess: false,
      publicUrl: 'https://mlinzi.example.org',
    });
  });

  it.each([
    ['PORT', ['80a', '-1', '65536', '1.5', ' 80']],
    ['HOST', ['a b', 'http://x']],
    ['DATABASE_URL', ['mysql://a:b@c/d', 'postgres://a:b@c', 'localhost']],
    ['MLINZI_MASTER_KEY', ['c2hvcnQ=', KEY.slice(0, -2), `${KEY}\n`]],
    ['MLINZI_WORKERS_IN_PROCESS', ['yes', 'TRUE']],
    ['MLINZI_LOG_LEVEL', ['loud']],
    ['MLINZI_UPLOAD_LIMIT_MB', ['0', '1GB']],
    ['MLINZI_PUBLIC_URL', ['mlinzi.example.org', 'https://x.org/path', 'ftp://x.org']],
    ['MLINZI_DATABASE_POOL', ['0', '1000']],
  ])('refuses a wrong %s in a sentence that names it', (variable, values) => {
    for (const value of values) {
      const [sentence, ...others] = faults({ [variable]: value });
      expect(sentence).toMatch(new RegExp(`^${variable} must .+\\.$`));
      expect(others).toEqual([]);
    }
  });

  it('names everything that is wrong at once', () => {
    expect(faults({ PORT: 'x', MLINZI_LOG_LEVEL: 'y', MLINZI_HOMES: 'z' })).toHaveLength(3);
  });

  it('refuses a variable that it does not know, and says which there are', () => {
    const [sentence] = faults({ MLINZI_LOGLEVEL: 'debug' });
    expect(sentence).toContain('MLINZI_LOGLEVEL is not a setting');
    expect(sentence).toContain('MLINZI_LOG_LEVEL');
  });

  it('refuses a connection for the service without one for the migrations', () => {
    expect(faults({ MLINZI_SERVICE_DATABASE_URL: 'postgres://a:b@c/d' })[0]).toContain('needs DATABASE_URL');
  });

  it('never repeats a secret in a refusal', () => {
    const words = [
      ...faults({ MLINZI_MASTER_KEY: 'topsecret' }),
      ...faults({ DATABASE_URL: 'mysql://a:topsecret@c/d' }),
    ].join(' ');
    expect(words).not.toContain('topsecret');
  });

  it('says for every setting why it exists', () => {
    for (const { why, variable } of Object.values(SETTINGS)) {
      expect(why).toMatch(/\.$/);
      expect(variable).toMatch(/^(MLINZI_[A-Z_]+|PORT|HOST|DATABASE_URL)$/);
    }
  });
});
