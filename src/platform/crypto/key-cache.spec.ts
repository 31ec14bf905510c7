import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyCache } from './key-cache.js';

const key = createSecretKey(Buffer.alloc(32));

describe('The cache of keys', () => {
  it('forgets a key half a minute after it was read, however often it was used', () => {
    let now = 0;
    const cache = new KeyCache(() => now);
    cache.put('a', key);
    now = 29_999;
    expect(cache.get('a')).toBe(key);
    now = 30_000;
    expect(cache.get('a')).toBeUndefined();
  });

  it('gives way to the newest by dropping the least recently used', () => {
    const cache = new KeyCache(() => 0, 2);
    cache.put('a', key);
    cache.put('b', key);
    cache.get('a');
    cache.put('c', 'destroyed');
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([key, undefined, 'destroyed']);
  });

  it('forgets at once when told to', () => {
    const cache = new KeyCache(() => 0);
    cache.put('a', key);
    cache.forget('a');
    expect(cache.get('a')).toBeUndefined();
  });
});
