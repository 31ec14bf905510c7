import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ProblemSchema } from './problem-schema.js';

/** The API as its code declares it. Every operation may answer with a problem; none has to say so itself. */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const head = new DocumentBuilder()
    .setTitle('Mlinzi')
    .setDescription('Trust and safety for communities that live in group chats')
    .setVersion('1')
    .addCookieAuth('mlinzi_session')
    .addBearerAuth({ type: 'http', description: 'The token of a program' })
    .build();
  const document = SwaggerModule.createDocument(app, head, { extraModels: [ProblemSchema] });
  const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => isForPrograms(path)));
  for (const path of Object.values(paths))
    for (const operation of Object.values(path)) if (isOperation(operation)) addProblem(operation);
  return { ...document, paths };
}

/** The document as it lies in `docs/openapi.json`: the same bytes for the same code. */
export function openApiText(document: OpenAPIObject): string {
  const paths = Object.fromEntries(Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...document, paths }, null, 2)}\n`;
}

/** Pages of the console are for people and may change with every version. */
function isForPrograms(path: string): boolean {
  return path.startsWith('/api/') || path.startsWith('/health/');
}

interface Operation {
  readonly responses: Record<string, unknown>;
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'responses' in value;
}

function addProblem({ responses }: Operation): void {
  responses.default ??= {
    description: 'Refused or failed, with the reason',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
