import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildOpenApi } from '../../src/platform/openapi/index.js';
import { Door, missing, namesThings, parametersOf } from '../harness/access/call.js';
import type { Answered } from '../harness/access/call.js';
import { Callers, NOBODY } from '../harness/access/callers.js';
import type { CallerAtDoor, StaffCaller } from '../harness/access/callers.js';
import { access, aTown, WORDS } from '../harness/access/town.js';
import type { Ids } from '../harness/access/town.js';
import { mountedRoutes } from '../harness/routes.js';
import type { Route } from '../harness/routes.js';
import { aService } from '../harness/service.js';

/** Every route the router mounts, called by everybody who may not: a new one is covered without anybody thinking of it. */
const service = await aService({ environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const town = await aTown(service);
const callers = new Callers(town);
const door = new Door(service.address, buildOpenApi(service.app));
const here: Ids = { ...town.ids };
const nowhere = missing(town.ids);

const everybody = await callers.founder();
const foreigner = await callers.everything({}, town.foreignOrganisationId);
const outside: Readonly<Record<string, StaffCaller>> = {
  'a person of another organisation': foreigner,
  'a person of another programme': await callers.everything({ programmeId: town.otherProgrammeId }),
  'a coordinator of another group': await callers.everything({ groupId: town.otherGroupId }),
};
const recused = await callers.aPerson();

const unknown: Readonly<Record<string, CallerAtDoor>> = {
  nobody: NOBODY,
  'a made-up session': { headers: { cookie: `mlinzi_session=${'a'.repeat(43)}` } },
  'an expired session': await ended(`expires_at = $2`),
  'an idle session': await ended(`seen_at = $2`),
  'a revoked session': await ended(`revoked_at = $2`),
  'a disabled person': await disabled(),
};

async function ended(how: string): Promise<CallerAtDoor> {
  const caller = await callers.aPerson();
  const dayAgo = new Date(service.clock.now().getTime() - 24 * 3_600_000);
  await service.database.ownerQuery(`UPDATE staff_session SET ${how} WHERE token_hash = $1`, [
    caller.tokenHash,
    dayAgo,
  ]);
  return caller;
}

async function disabled(): Promise<CallerAtDoor> {
  const caller = await callers.aPerson();
  await service.database.ownerQuery('UPDATE staff SET disabled_at = $2 WHERE id = $1', [
    caller.staffId,
    service.clock.now(),
  ]);
  return caller;
}

beforeAll(async () => {
  await service.database.ownerQuery('UPDATE incident SET recused = ARRAY[$1::uuid]', [recused.staffId]);
});

const routes = mountedRoutes();
const guarded = routes.filter(({ access }) => access?.kind === 'permission');
const ofThings = guarded.filter(namesThings);
const reads = guarded.filter(({ method }) => method === 'GET');
const lists = reads.filter((route) => !namesThings(route));

/** Read by a script of a page, which has no use for a page to sign in on. */
const STREAMS = ['GET /flags/stream'];

describe.each(Object.entries(unknown))('%s', (_who, caller) => {
  it.each(guarded)('is asked to sign in at $name', async (route) => {
    const [there, missed] = await both(route, caller);
    expect(missed).toEqual(there);
    if (route.path.startsWith('/api/') || STREAMS.includes(route.name))
      expect(there).toMatchObject({ status: 401 });
    else expect([there.status, there.location?.split('?')[0]]).toEqual([303, '/sign-in']);
  });
});

describe('A person whose roles do not include it', () => {
  it.each(guarded)('is told so at $name, whether or not anything is there', async (route) => {
    const caller =
      route.access?.kind === 'permission' ? await callers.without(route.access.permission) : null;
    if (caller === null) return;
    const [there, missed] = await both(route, caller);
    expect(there.status).toBe(403);
    expect(missed).toEqual(there);
  });
});

describe.each(Object.entries(outside))('%s', (_who: string, caller: StaffCaller) => {
  it.each(ofThings)('finds nothing at $name, in the words for what does not exist', async (route) => {
    const [there, missed] = await both(route, caller);
    expect([403, 404]).toContain(there.status);
    expect(missed).toEqual(there);
    const inReach = await call(route, everybody, nowhere);
    if (there.status === 404) expect(inReach).toEqual(there);
  });

  it.each(lists)('is shown nothing of it at $name', async (route) => {
    const { text } = await door.call(route, caller, here);
    expect(namesIn(text)).toEqual([]);
    if (caller === foreigner) expect(Object.values(here).filter((id) => text.includes(id))).toEqual([]);
  });
});

async function both(route: Route, caller: CallerAtDoor): Promise<[Comparable, Comparable]> {
  return [await call(route, caller, here), await call(route, caller, nowhere)];
}

type Comparable = Omit<Answered, 'text'>;

async function call(route: Route, caller: CallerAtDoor, ids: Ids): Promise<Comparable> {
  const { status, location, body } = await door.call(route, caller, ids);
  return { status, body, location: location?.split('?')[0] ?? null };
}

/** What only people of the first group, its programme or the whole organisation may know of. */
const IN_THE_GROUP = [
  'groups',
  'members',
  'imports',
  'flags',
  'decisions',
  'appeals',
  'incidents',
  'letters',
  'notices',
] as const;

/** Things of the first group by name that this text tells of. */
function namesIn(text: string): string[] {
  return IN_THE_GROUP.filter((kind) => text.includes(town.ids[kind]));
}

/** Whoever keeps the log keeps it whole: one with gaps could not be verified. It holds references, no words. */
const WHOLE_LOG = ['GET /api/v1/audit/entries', 'GET /api/v1/audit/export', 'GET /audit'];

const OF_THE_MATTER = ['incidents/:id', 'flags/:id'];

describe('Somebody recused from an incident', () => {
  it('finds nothing where it or its flag would be', async () => {
    const ofTheMatter = ofThings.filter(({ path }) =>
      parametersOf(path).every((parameter) => OF_THE_MATTER.includes(parameter)),
    );
    for (const route of ofTheMatter) {
      const there = await call(route, recused, here);
      expect({ at: route.name, status: there.status }).toEqual({ at: route.name, status: 404 });
      expect(await call(route, everybody, nowhere)).toEqual(there);
    }
  });

  it.each(lists.filter(({ name }) => !WHOLE_LOG.includes(name)))(
    'does not see either at $name',
    async (route) => {
      const { text } = await door.call(route, recused, here);
      expect([town.ids.incidents, town.ids.flags].filter((id) => text.includes(id))).toEqual([]);
    },
  );
});

describe('A data protection officer', () => {
  it.each(reads)('reads no word that anybody wrote at $name', async (route) => {
    const { text, status } = await door.call(route, await callers.withRoles(['dpo']), here);
    expect(Object.values(WORDS).filter((words) => text.includes(words))).toEqual([]);
    expect(status).toBeLessThan(500);
  });
});

describe('A change that a session’s own pages did not make', () => {
  it.each(guarded.filter(({ method }) => method !== 'GET'))('is refused at $name', async (route) => {
    const { cookie = '' } = everybody.headers;
    expect(await call(route, { headers: { cookie } }, here)).toMatchObject({ status: 403 });
  });
});

/** A sender with a wrong address is told so; ids are random, and behind one that is right everything asks for its signature. */
const TOLD = ['POST /api/v1/channels/:id/deliveries'];

const open = routes.filter(({ access, name }) => access?.kind === 'public' && !TOLD.includes(name));

/** A page without an id is asked for in the same way both times; what it then tells, the free disk say, may move in between. */
const openWithIds = open.filter((route) => route.method !== 'GET' || namesThings(route));

describe('What is open to anybody', () => {
  it.each(openWithIds)('does not tell what is there at $name', async (route) => {
    const [there, missed] = await both(route, NOBODY);
    expect(missed).toEqual(there);
  });
});

/** Last, because it changes what the others must not: what they were refused really was there to be had. */
/** Playbooks are files of the installation, the same for everybody; which there are is for their own specs. */
const ofRows = ofThings.filter(({ path }) => !path.includes('/playbooks/:'));

/** The founder made every decision of the town, and nobody takes the appeal against their own. */
const ANOTHER_PERSONS = '/appeals/:id/';

const removalsLast = ofRows
  .filter(({ path }) => !path.includes(ANOTHER_PERSONS))
  .sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

describe('Somebody in reach', () => {
  it.each(removalsLast)('gets an answer at $name', async (route) => {
    // What another address has ended by now is there anew.
    const ids = { ...here, ...(await access(town.community)) };
    const { status, text } = await door.call(route, everybody, ids);
    expect({ refused: [400, 401, 403, 404, 415, 500].includes(status), status, text }).toMatchObject({
      refused: false,
    });
  });
});
