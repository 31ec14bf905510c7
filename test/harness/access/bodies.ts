import type { OpenAPIObject } from '@nestjs/swagger';
import { newId } from '../../../src/kernel/ids.js';
import type { Route } from '../routes.js';
import type { Ids } from './town.js';

export interface Sent {
  readonly body: string | FormData | null;
  readonly type: Readonly<Record<string, string>>;
}

/** The parts of a JSON schema that the described API uses. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Given {
  readonly api: OpenAPIObject;
  readonly ids: Ids;
}

/** Pages that take a file, which no description tells of. */
const UPLOADS: readonly string[] = ['POST /groups/:id/import'];

/** What the description of a field cannot say: bodies in which one field asks for another. */
const POLICY = [
  {
    targets: [{ kind: 'role', role: 'safeguarding_lead', within: 'programme' }],
    minutes: { 1: 15, 2: 15, 3: 15, 4: 15 },
  },
];

const CHOSEN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'PUT /api/v1/programmes/:id/escalation-policy/draft': { steps: POLICY },
  'POST /api/v1/groups/:id/basis': {
    basis: 'explicit_consent',
    specialCategoryCondition: 'explicit consent',
    powerImbalance: false,
  },
};

/** Forms that are sent back before anything is looked up when they are empty. */
const FORMS: Readonly<Record<string, string>> = { 'POST /flags/appeals/:id/answer': 'outcome=upheld' };

/** A body that the route takes, made from the described API; ids are those given. */
export function bodyFor({ method, path, name }: Route, given: Given): Sent {
  if (method === 'GET') return { body: null, type: {} };
  const content = contentOf(given.api, method, path);
  if ('multipart/form-data' in content || UPLOADS.includes(name)) return { body: aForm(), type: {} };
  const schema = content['application/json']?.schema;
  if (!path.startsWith('/api/'))
    return { body: FORMS[name] ?? '', type: { 'content-type': 'application/x-www-form-urlencoded' } };
  if (!schema) return { body: null, type: {} };
  const value = { ...(valueOf(schema, { ...given, field: '' }) as object), ...CHOSEN[name] };
  return { body: JSON.stringify(value), type: { 'content-type': 'application/json' } };
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

function contentOf(api: OpenAPIObject, method: string, path: string): Content {
  const described = api.paths[path.replace(/:(\w+)/g, '{$1}')] as
    Readonly<Record<string, unknown>> | undefined;
  const operation = described?.[method.toLowerCase()] as { requestBody?: { content?: Content } } | undefined;
  return operation?.requestBody?.content ?? {};
}

function aForm(): FormData {
  const form = new FormData();
  form.append('file', new Blob(['[02/03/2026, 07:50:00] Amina: Habari\n']), 'chat.txt');
  return form;
}

function valueOf(schema: Schema, at: Given & { readonly field: string }): unknown {
  const inner = resolve(schema, at.api);
  if (inner.format === 'uuid') return idFor(at);
  if (inner.example !== undefined) return inner.example;
  if (inner.enum) return inner.enum[0];
  return byType(inner, at);
}

function byType(schema: Schema, at: Given & { readonly field: string }): unknown {
  switch (schema.type ?? '') {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) === true)
          .map(([field, property]) => [field, valueOf(property, { ...at, field })]),
      );
    case 'array':
      return schema.items ? [valueOf(schema.items, at)] : [];
    case 'boolean':
      return true;
    case 'string':
      return schema.format === 'date-time' ? '2026-03-02T07:00:00.000Z' : 'maneno ya kutosha';
    default:
      return schema.minimum ?? 1;
  }
}

/** `groupId` is a group of the town; an id of nothing in particular is nobody's. */
function idFor({ field, ids }: Given & { readonly field: string }): string {
  return ids[`${field.replace(/Ids?$/, '')}s`] ?? ids[field.replace(/Ids?$/, '')] ?? newId();
}

function resolve(schema: Schema, api: OpenAPIObject): Schema {
  const [part] = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])];
  const { $ref } = part ?? schema;
  if ($ref === undefined) return part ?? schema;
  const found = api.components?.schemas?.[$ref.split('/').at(-1) ?? ''] as Schema | undefined;
  return resolve(found ?? {}, api);
}
