import fc from 'fast-check';
import { aMessage } from '../../../../test/factories/message.js';
import { newId } from '../../../kernel/ids.js';
import type { GroupId, MemberId, MessageId } from '../../../kernel/ids.js';
import type { AdmittedMessage } from '../../../kernel/message.js';
import type { Signal } from '../../../kernel/signal.js';
import type { ConversationMemory, DetectionContext, Turn } from '../../detector.js';
import { viewsOf } from '../../text/index.js';
import { exchange } from './index.js';

const groupId: GroupId = newId<'group'>();
const START = Date.parse('2026-05-03T09:00:00Z');
const members: readonly MemberId[] = Array.from({ length: 12 }, () => newId<'member'>());
const NAMES = 'abcdefghijkl';

interface Event {
  readonly member: number;
  readonly seconds: number;
  readonly heat: number;
  readonly kind: Turn['kind'];
}

class Memory implements ConversationMemory {
  readonly turns: Turn[] = [];

  turnsBefore(_: GroupId, before: Date, limit: number): Promise<readonly Turn[]> {
    return Promise.resolve(this.turns.filter(({ at }) => at < before).slice(-limit));
  }
}

/** `'a! b b! +c'`: a heated, b calm, b heated, c joins; `every` seconds apart. */
function script(line: string, every = 10): Event[] {
  return line.split(' ').map((word, at) => ({
    member: NAMES.indexOf(word.replace(/[+!]/g, '')),
    seconds: at * every,
    heat: word.endsWith('!') ? 0.6 : 0,
    kind: word.startsWith('+') ? 'joined' : 'message',
  }));
}

interface Step {
  readonly event: Event;
  readonly message: AdmittedMessage | null;
}

async function stage(events: readonly Event[]): Promise<Step[]> {
  return Promise.all(
    events.map(async (event) => {
      const member = members[event.member];
      if (event.kind === 'joined' || member === undefined) return { event, message: null };
      const at = new Date(START + event.seconds * 1000).toISOString();
      return { event, message: await aMessage().in(groupId).by(member).at(at).admitted() };
    }),
  );
}

function contextWith(conversations: ConversationMemory): DetectionContext {
  return {
    organisationId: newId<'organisation'>(),
    now: new Date(START),
    groups: new Map(),
    identities: [],
    claims: [],
    sightings: { key: new Uint8Array(32), recall: () => Promise.resolve(new Map()) },
    conversations,
    names: { recall: () => Promise.resolve({ changedAt: new Map(), sameName: new Map() }) },
    abort: new AbortController().signal,
  };
}

/** Walks the steps in batches of the given sizes (the last size repeats), remembering each batch after it. */
async function walk(steps: readonly Step[], sizes: readonly number[]): Promise<readonly Signal[]> {
  const memory = new Memory();
  const signals: Signal[] = [];
  let from = 0;
  for (let turn = 0; from < steps.length; turn++) {
    const batch = steps.slice(from, from + (sizes[turn] ?? sizes.at(-1) ?? 1));
    from += batch.length;
    for (const { event, message } of batch) if (message === null) memory.turns.push(turnOf(event, null));
    const messages = batch.flatMap(({ message }) => message ?? []);
    const language = { language: 'und', confidence: 0, shares: [], script: 'Zyyy' };
    const examined = messages.map((message) => ({ message, views: viewsOf(message.text), language }));
    signals.push(...(await exchange.detect(examined, contextWith(memory), heatOf(batch))));
    for (const { event, message } of batch) if (message !== null) memory.turns.push(turnOf(event, message));
    memory.turns.sort((a, b) => a.at.getTime() - b.at.getTime());
  }
  return signals;
}

function turnOf(event: Event, message: AdmittedMessage | null): Turn {
  const memberId = members[event.member] ?? newId<'member'>();
  return {
    messageId: message?.id ?? newId<'message'>(),
    memberId,
    at: new Date(START + event.seconds * 1000),
    heat: event.heat,
    kind: event.kind,
  };
}

function heatOf(steps: readonly Step[]): ReadonlyMap<MessageId, readonly Signal[]> {
  return new Map(
    steps.flatMap(({ event, message }) =>
      message === null ? [] : [[message.id, [anAbuseSignal(message.id, event.heat)]] as const],
    ),
  );
}

function anAbuseSignal(messageId: MessageId, probability: number): Signal {
  return {
    messageId,
    detector: 'lexicon',
    version: '1.0.0',
    harm: 'abuse',
    probability,
    spans: [],
    reason: { key: 'insult', params: {} },
  };
}

async function keysOf(line: string, every?: number): Promise<string[]> {
  return (await walk(await stage(script(line, every)), [1000])).map(({ reason }) => reason.key);
}

it.each([
  {
    what: 'ten messages of one member within two minutes',
    line: 'a a a a a a a a a a',
    every: 5,
    key: 'flooding',
  },
  { what: 'a flood that goes on, once', line: 'a a a a a a a a a a a a a a a', every: 5, key: 'flooding' },
  { what: 'six heated messages between two people', line: 'a b! a! b! a! b! a!', every: 20, key: 'heated' },
  { what: 'four people against one', line: 'e a! b! c! e d!', every: 20, key: 'pile-on' },
  {
    what: 'ten people who joined, when one of them writes',
    line: '+a +b +c +d +e +f +g +h +i +j a',
    every: 10,
    key: 'join-wave',
  },
])('reports $what', async ({ line, every, key }) => {
  expect(await keysOf(line, every)).toEqual([key]);
});

it.each([
  ['ten messages of one member in a quarter of an hour', 'a a a a a a a a a a', 90],
  ['a lively talk of many', 'a b c d e f a b c d e f a b c d e f', 5],
  ['one person who is heated alone', 'a! a! a! a! a! a!', 20],
  ['a quarrel in which one side stays calm', 'a b! a b! a b! a b! a', 20],
  ['heated words hours apart', 'a b! a! b! a! b! a!', 3600],
  ['three people against one', 'e a! b! c! e', 20],
  ['ten people who joined and say nothing', '+a +b +c +d +e +f +g +h +i +j k', 10],
  ['the second message of a newcomer', '+a +b +c a a', 10],
])('says nothing about %s', async (_, line, every) => {
  expect(await keysOf(line, every)).toEqual([]);
});

it('calls a pile-on abuse and the rest conduct, with numbers for fillings', async () => {
  const [pileOn] = await walk(await stage(script('e a! b! c! e d!', 20)), [1000]);
  expect(pileOn).toMatchObject({ harm: 'abuse', spans: [], reason: { params: { count: 4, minutes: 15 } } });
  const [flood] = await walk(await stage(script('a a a a a a a a a a', 5)), [1000]);
  expect(flood).toMatchObject({ harm: 'conduct', reason: { params: { count: 10, minutes: 2 } } });
});

it('keeps the quarrels of two groups apart', async () => {
  const steps = await stage(script('a b! a! b! a! b! a!', 20));
  const other = newId<'group'>();
  const apart = steps.map((step, at) =>
    at % 2 === 0 && step.message ? { ...step, message: { ...step.message, groupId: other } } : step,
  );
  expect(await walk(apart, [1000])).toEqual([]);
});

const anEvent = fc.record({
  member: fc.integer({ min: 0, max: 5 }),
  pause: fc.constantFrom(0, 0, 1, 5, 20, 60, 200),
  heat: fc.constantFrom(0, 0.3, 0.6, 0.9),
  kind: fc.constantFrom('message', 'message', 'message', 'message', 'joined') satisfies fc.Arbitrary<
    Turn['kind']
  >,
});

it('gives the same signals however the stream is cut into batches', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anEvent, { minLength: 1, maxLength: 120 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }),
      async (raw, sizes) => {
        let seconds = 0;
        const events = raw.map(({ pause, ...event }) => ({ ...event, seconds: (seconds += pause + 0.001) }));
        const steps = await stage(events);
        const whole = await walk(steps, [steps.length]);
        expect(await walk(steps, sizes)).toEqual(whole);
      },
    ),
    { numRuns: 60 },
  );
});

it('looks back far enough to see a quarrel through a flood of others', async () => {
  const calm = Array.from({ length: 60 }, (_, at) => NAMES[at % 6] ?? 'a').join(' ');
  const steps = await stage(script(`a b! a! b! a! b! ${calm} b a!`, 5));
  const signals = await walk(steps, [7]);
  expect(signals.some(({ reason }) => reason.key === 'heated')).toBe(true);
});
