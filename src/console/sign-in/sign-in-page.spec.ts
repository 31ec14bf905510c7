import { describe, expect, it } from '@jest/globals';
import { safeNext } from './sign-in-page.js';

describe('after signing in', () => {
  it('a person goes on to the page they wanted', () => {
    expect(safeNext('/flags?outcome=not_sure&group=6f1d7c1e-0000-4000-8000-000000000001')).toContain(
      '/flags?',
    );
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/%5c/evil:x',
    'javascript:alert(1)',
    undefined,
  ])('nobody is led away to %s', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});
