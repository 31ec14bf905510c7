import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Request, Response } from 'express';
import { JsonLogger } from '../logging/index.js';
import { ErrorPage } from './error-page.js';
import { toProblem } from './problem.js';
import type { Problem } from './problem.js';
import { requestIdOf } from './request-id.js';

/** A client that must wait is told how long: a database that restarts is back within this. */
const RETRY_AFTER_SECONDS = '5';

/** The one place where errors become HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly modules: ModuleRef,
    private readonly log: JsonLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error, requestIdOf(response));
    if (problem.status >= 500) this.tell(error, request, problem);
    if (response.headersSent) {
      // Half an answer cannot be taken back; a cut connection says so, a clean end would not.
      response.destroy();
      return;
    }
    if (problem.status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    const page = request.accepts(['json', 'html']) === 'html' ? this.page(problem, request) : null;
    response.status(problem.status);
    if (page !== null) response.type('html').send(page);
    else response.type('application/problem+json').send(JSON.stringify(problem));
  }

  private tell(error: unknown, request: Request, { status, code, requestId }: Problem): void {
    this.log.failure('request.failed', error, { requestId, method: request.method, status, code });
  }

  private page(problem: Problem, request: Request): string | null {
    try {
      return this.modules.get(ErrorPage, { strict: false }).render(problem, request);
    } catch {
      // No console in this process, or its page is what broke: problem+json always works.
      return null;
    }
  }
}
