import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import helmet from 'helmet';
import type { Config } from '../config/index.js';
import { refuseDeepJson } from './json-depth.js';
import { numberRequests } from './request-id.js';
import { validationPipe } from './validation.js';

/** Requests whose exact bytes are signed: the body arrives as a Buffer in `request.body`. */
const RAW_ROUTES = ['/hooks', '/api/v1/channels/:id/deliveries'];

/** A delivery of a thousand messages is about 3 MB. */
const RAW_LIMIT = '5mb';

/** JSON requests of the API are forms, not files; files come as multipart, streamed and bounded by their route. */
const JSON_LIMIT = '1mb';

/** The longest form of the console holds a notice in several languages. */
const FORM_LIMIT = '256kb';
const FORM_FIELDS = 500;

/** Everything between the socket and the controllers, the same in the service and in its tests. */
export function buildSurface(app: NestExpressApplication, config: Pick<Config, 'publicUrl'>): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // One proxy, and only where a public address says that there is one: otherwise anybody could forge their own.
  app.set('trust proxy', config.publicUrl === null ? false : 1);
  app.use(numberRequests);
  app.use(securityHeaders(config.publicUrl?.startsWith('https:') ?? false));
  app.use(RAW_ROUTES, express.raw({ type: () => true, limit: RAW_LIMIT, inflate: false }));
  app.use(express.json({ limit: JSON_LIMIT, verify: refuseDeepJson }));
  app.use(express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: FORM_FIELDS }));
  app.useGlobalPipes(validationPipe());
}

/** Our own origin and nothing else: no inline script or style, no frame, no third party. */
function securityHeaders(secure: boolean): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
}
