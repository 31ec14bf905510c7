import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import { buildOpenApi, openApiText } from './build-openapi.js';

/** `GET /api/openapi.json`, built on first request: most starts never need it. */
export function serveOpenApi(app: INestApplication): void {
  let text: string | null = null;
  app.getHttpAdapter().get('/api/openapi.json', (_request: Request, response: Response) => {
    text ??= openApiText(buildOpenApi(app));
    response.type('application/json').send(text);
  });
}
