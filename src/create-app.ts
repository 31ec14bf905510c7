import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Floor } from './platform/floor.js';
import { buildSurface } from './platform/http/index.js';
import { JsonLogger } from './platform/logging/index.js';
import { serveOpenApi } from './platform/openapi/index.js';

/** The whole service on a floor, ready to listen; the floor stays the caller's to close. */
export async function createApp(floor: Floor): Promise<NestExpressApplication> {
  const logger = new JsonLogger(floor.config);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(floor), options(logger));
  buildSurface(app, floor.config);
  serveOpenApi(app);
  return app;
}

/** Failing to start is told by whoever starts; bodies are parsed by the surface, which knows the limits. */
function options(logger: JsonLogger): Pick<NestApplicationOptions, 'abortOnError' | 'bodyParser' | 'logger'> {
  return { abortOnError: false, bodyParser: false, logger };
}
