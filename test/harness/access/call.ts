import type { OpenAPIObject } from '@nestjs/swagger';
import { newId } from '../../../src/kernel/ids.js';
import type { Route } from '../routes.js';
import { bodyFor } from './bodies.js';
import type { Sent } from './bodies.js';
import type { CallerAtDoor } from './callers.js';
import type { Ids, TownIds } from './town.js';

/** What came back, without what differs between two equal answers: the number of the request. */
export interface Answered {
  readonly status: number;
  readonly location: string | null;
  /** Problem or page, for comparing; of a page what it says to everybody alike. */
  readonly body: string;
  /** Everything, for looking through. */
  readonly text: string;
}

/** Path parameters that are words, not ids of things; they stay what they are for everybody. */
const WORDS_IN_PATHS: Readonly<Record<string, string>> = {
  'rules/:detector': 'house-rules',
  'assets/:hash': 'none',
  ':hash/:name': 'none',
  'playbooks/:id': 'aid-scam',
  'classes/:id': 'message',
};

/** Whether the address names a thing that somebody may have or not. */
export function namesThings({ path }: Pick<Route, 'path'>): boolean {
  return parametersOf(path).some((parameter) => !(parameter in WORDS_IN_PATHS));
}

/** `flags/:id`: the parameter with the word before it, which says what it is the id of. */
export function parametersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.flatMap((step, index) => (step.startsWith(':') ? [`${steps[index - 1] ?? ''}/${step}`] : []));
}

/** Every kind of thing, none of them there. */
export function missing(ids: TownIds): Ids {
  return Object.fromEntries(Object.keys(ids).map((kind) => [kind, newId()]));
}

/** The address with its ids; throws with the parameter that no thing in the town answers to. */
export function fillPath(path: string, ids: Ids): string {
  const steps = path.split('/');
  return steps
    .map((step, index) => {
      if (!step.startsWith(':')) return step;
      const before = steps[index - 1] ?? '';
      const word = WORDS_IN_PATHS[`${before}/${step}`];
      const id = word ?? ids[OTHER_WORDS[before] ?? before];
      if (id === undefined)
        throw new Error(
          `Nothing in the town answers to ${before}/${step}: add one to test/harness/access/town.ts`,
        );
      return id;
    })
    .join('/');
}

/** Where an address calls a thing by another word than the rest. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  receipts: 'erasures',
  waiting: 'letters',
  escalation: 'programmes',
  n: 'links',
};

export class Door {
  constructor(
    private readonly address: string,
    private readonly api: OpenAPIObject,
  ) {}

  async call(route: Route, caller: CallerAtDoor, ids: Ids): Promise<Answered> {
    const isApi = route.path.startsWith('/api/') || route.path.startsWith('/health');
    const { body, type } = this.bodyOf(route, ids);
    const response = await fetch(this.address + fillPath(route.path, ids) + (QUERIES[route.name] ?? ''), {
      method: route.method,
      redirect: 'manual',
      headers: { ...caller.headers, ...type, accept: isApi ? 'application/json' : 'text/html' },
      ...(body === null ? {} : { body }),
    });
    const text = await textOf(response);
    const { status } = response;
    return {
      status,
      location: response.headers.get('location'),
      text,
      body: status === 303 ? '' : comparable(text, isApi),
    };
  }

  /** What the described API says the route takes, naming the town's own things. */
  bodyOf(route: Route, ids: Ids): Sent {
    return bodyFor(route, { api: this.api, ids });
  }
}

/** What an address asks for in its query. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/v1/audit/consistency': '?from=0&to=0',
};

/** A stream of events never ends by itself. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  await response.body?.cancel();
  return '';
}

function comparable(text: string, isApi: boolean): string {
  if (!isApi) return /<main[^]*<\/main>/.exec(text)?.[0] ?? text;
  return text.replace(/,?"requestId":"[^"]*"/, '');
}
