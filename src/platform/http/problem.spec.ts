import { HttpException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../kernel/app-error.js';
import type { ErrorKind } from '../../kernel/app-error.js';
import { STATUS, toProblem } from './problem.js';

const secret = 'Amina anasema siri';

describe('An error becomes a problem', () => {
  it.each(Object.entries(STATUS) as [ErrorKind, { status: number; title: string }][])(
    '%s has one status',
    (kind, { status, title }) => {
      const problem = toProblem(new AppError({ kind, code: 'ROOM.REASON', message: 'A sentence.' }), 'r-1');
      expect(problem).toMatchObject({ status, title, code: 'ROOM.REASON', requestId: 'r-1' });
      expect(problem.type).toBe('urn:mlinzi:problem:room.reason');
    },
  );

  it('that names every fault with its path', () => {
    const faults = [{ path: '/timezone', message: 'is no IANA zone' }];
    const error = new AppError({ kind: 'invalid', code: 'ROOM.REASON', message: 'A sentence.', faults });
    expect(toProblem(error, 'r')).toMatchObject({ detail: 'A sentence.', errors: faults });
  });

  it.each([
    ['an unknown error', new Error(secret)],
    ['no error at all', secret],
    ['a broken invariant', new AppError({ kind: 'broken', code: 'ROOM.REASON', message: secret })],
  ])('that tells nothing of %s', (_what, error) => {
    const problem = toProblem(error, 'r');
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('siri');
  });

  it('that keeps the words of frameworks to itself', () => {
    for (const error of [new NotFoundException(secret), new HttpException({ secret }, 418)])
      expect(JSON.stringify(toProblem(error, 'r'))).not.toContain('siri');
    expect(toProblem(new HttpException('x', 418), 'r').status).toBe(400);
    expect(toProblem(new HttpException('x', 507), 'r').status).toBe(500);
  });

  it('that is ours again when a body parser had wrapped it', () => {
    const own = new AppError({ kind: 'too_large', code: 'ROOM.REASON', message: 'Too much.' });
    expect(toProblem(new HttpException('x', 403, { cause: own }), 'r')).toMatchObject({ status: 413 });
  });
});
