import fc from 'fast-check';
import { aMessage } from '../../../../test/factories/message.js';
import type { GroupProfile } from '../../../kernel/group-profile.js';
import { newId } from '../../../kernel/ids.js';
import type { LanguageVerdict } from '../../../kernel/language.js';
import type { Signal } from '../../../kernel/signal.js';
import type { DetectionContext } from '../../detector.js';
import { viewsOf } from '../../text/index.js';
import { houseRules } from './index.js';
import { isQuiet, LocalTime, readQuietHours } from './quiet-hours.js';
import type { HouseRules } from './settings.js';

const groupId = newId<'group'>();

function contextWith(rules: Partial<HouseRules>): DetectionContext {
  const group: GroupProfile = {
    id: groupId,
    name: 'Nakuru_Parents_1',
    languages: ['swh'],
    timezone: 'Africa/Nairobi',
    regions: [],
    sizeLimit: null,
    settings: { 'house-rules': rules },
  };
  return {
    organisationId: newId<'organisation'>(),
    now: new Date(0),
    groups: new Map([[groupId, group]]),
    identities: [],
    claims: [],
    sightings: { key: new Uint8Array(32), recall: () => Promise.resolve(new Map()) },
    conversations: { turnsBefore: () => Promise.resolve([]) },
    names: { recall: () => Promise.resolve({ changedAt: new Map(), sameName: new Map() }) },
    abort: new AbortController().signal,
  };
}

interface Sent {
  readonly text: string;
  readonly at?: string;
  readonly language?: string;
  readonly confidence?: number;
}

async function breaches(rules: Partial<HouseRules>, sent: Sent): Promise<readonly Signal[]> {
  const { text, at = '2026-05-03T09:00:00Z', language = 'swh', confidence = 0.9 } = sent;
  const message = await aMessage().in(groupId).saying(text).at(at).admitted();
  const verdict: LanguageVerdict = { language, confidence, shares: [{ language, share: 1 }], script: 'Latn' };
  return houseRules.detect(
    [{ message, views: viewsOf(text), language: verdict }],
    contextWith(rules),
    new Map(),
  );
}

async function keysFor(rules: Partial<HouseRules>, sent: Sent): Promise<string[]> {
  return (await breaches(rules, sent)).map(({ reason }) => reason.key);
}

it('permits everything until a group says otherwise', async () => {
  const text = 'For sale at 500, call 0722 000 111 or see https://shop.example '.repeat(50);
  expect(await keysFor({}, { text, at: '2026-05-03T00:30:00Z', language: 'eng' })).toEqual([]);
});

const BROKEN: readonly (readonly [Partial<HouseRules>, string, string])[] = [
  [{ linksAllowed: false }, 'see https://news.example/today', 'link'],
  [{ linksAllowed: false }, 'see bit.ly/3abc', 'link'],
  [{ allowedDomains: ['unhcr.org'] }, 'see https://notunhcr.org', 'link-domain'],
  [{ advertisingAllowed: false }, 'Selling fresh maize, price 50 per kg', 'advertising'],
  [{ advertisingAllowed: false }, 'Nauza simu, piga simu 0722 000 111', 'advertising'],
  [{ advertisingAllowed: false }, 'للبيع غسالة مستعملة، السعر ٢٠٠', 'advertising'],
  [{ advertisingAllowed: false }, 'Je vends un téléphone, prix 20000', 'advertising'],
  [{ forbiddenWords: ['politics', 'election*'] }, 'who wins the elections?', 'forbidden-words'],
  [{ forbiddenWords: ['السياسة'] }, 'لا تتكلموا في السياسة', 'forbidden-words'],
  [{ maxLength: 20 }, 'a message that is longer than that', 'too-long'],
];

it.each(BROKEN)('%j is broken by "%s"', async (rules, text, key) => {
  expect(await keysFor(rules, { text })).toEqual([key]);
});

const KEPT: readonly (readonly [Partial<HouseRules>, string])[] = [
  [{ linksAllowed: false }, 'meet at 10.30 by the gate. Then home.'],
  [{ allowedDomains: ['https://www.unhcr.org/'] }, 'see https://help.unhcr.org/kenya'],
  [{ advertisingAllowed: false }, 'What is the price of maize at the market today? 50?'],
  [{ advertisingAllowed: false }, 'The distribution is at 10, call 0722 000 111 if you cannot come'],
  [{ forbiddenWords: ['ass'] }, 'the class starts at nine'],
  [{ maxLength: 20 }, 'short enough'],
];

it.each(KEPT)('%j is kept by "%s"', async (rules, text) => {
  expect(await keysFor(rules, { text })).toEqual([]);
});

it('reports messages within the quiet hours of the group, in its own time', async () => {
  const rules = { quietFrom: '22:00', quietTo: '06:00' };
  expect(await keysFor(rules, { text: 'habari', at: '2026-05-03T19:30:00Z' })).toEqual(['quiet-hours']);
  expect(await keysFor(rules, { text: 'habari', at: '2026-05-03T02:59:00Z' })).toEqual(['quiet-hours']);
  expect(await keysFor(rules, { text: 'habari', at: '2026-05-03T03:00:00Z' })).toEqual([]);
});

it('reproaches nobody with a language that was hardly told', async () => {
  const rules = { allowedLanguages: ['swh', 'eng'] };
  const french = { text: 'bonjour à toutes et à tous', language: 'fra' };
  expect(await keysFor(rules, french)).toEqual(['other-language']);
  expect(await keysFor(rules, { ...french, confidence: 0.7 })).toEqual([]);
  expect(await keysFor(rules, { ...french, text: 'bonjour' })).toEqual([]);
  expect(await keysFor(rules, { ...french, language: 'und' })).toEqual([]);
  expect(await keysFor(rules, { ...french, language: 'eng' })).toEqual([]);
});

it('ignores quiet hours that nobody could keep', () => {
  expect(readQuietHours('22:00', '')).toBeNull();
  expect(readQuietHours('25:00', '06:00')).toBeNull();
  expect(readQuietHours('06:00', '06:00')).toBeNull();
});

it('is quiet from the start until just before the end, over midnight too', () => {
  fc.assert(
    fc.property(fc.nat(1439), fc.nat(1439), fc.nat(1439), (from, to, minute) => {
      fc.pre(from !== to);
      expect(isQuiet(minute, { from, to })).toBe(!isQuiet(minute, { from: to, to: from }));
      expect(isQuiet(from, { from, to })).toBe(true);
    }),
  );
});

it('tells the same local time as Intl does, across changes of the offset', () => {
  const clock = new LocalTime();
  const zones = [
    'Africa/Nairobi',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Europe/Paris',
  ];
  const anInstant = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(anInstant, fc.constantFrom(...zones), (at, timeZone) => {
      const told = at.toLocaleTimeString('en-GB', {
        timeZone,
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });
      const [hour, minute] = told.split(':').map(Number);
      expect(clock.minuteOfDay(at, timeZone)).toBe((hour ?? 0) * 60 + (minute ?? 0));
    }),
    { numRuns: 500 },
  );
  expect(clock.minuteOfDay(new Date('2026-05-03T09:30:00Z'), 'Nowhere/Land')).toBe(9 * 60 + 30);
});

it("keeps spans inside the text and the member's words out of its reasons, whatever is written", async () => {
  const rules: Partial<HouseRules> = {
    linksAllowed: false,
    advertisingAllowed: false,
    forbiddenWords: ['a', 'e*'],
    allowedLanguages: ['eng'],
    maxLength: 10,
  };
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (noise) => {
      const text = `${noise} a for sale at price 5 http://x.example`;
      for (const { spans, reason, harm } of await breaches(rules, { text })) {
        expect(harm).toBe('conduct');
        for (const { start, end } of spans)
          expect(0 <= start && start < end && end <= text.length).toBe(true);
        for (const value of Object.values(reason.params))
          expect(typeof value === 'number' || value === 'swh').toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
