import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ErrorPage } from '../../platform/http/index.js';
import type { Problem } from '../../platform/http/index.js';
import { ErrorSheet } from './error-sheet.js';
import { Visits } from './visits.js';

/** Where errors become HTTP, people get a page in plain words; programs keep problem+json. */
@Injectable()
export class ConsoleErrorPage extends ErrorPage {
  constructor(private readonly visits: Visits) {
    super();
  }

  render({ status, requestId }: Problem, request: Request): string | null {
    if (request.path.startsWith('/api/')) return null;
    request.res?.setHeader('Cache-Control', 'no-store');
    const view = h(ErrorSheet, { visit: this.visits.of(request), status, requestId });
    return `<!doctype html>${renderToString(view)}`;
  }
}
