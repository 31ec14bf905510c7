import fc from 'fast-check';
import { aContext, signalsOf } from '../../../../test/factories/examination.js';
import { aMessage } from '../../../../test/factories/message.js';
import type { MessageBuilder } from '../../../../test/factories/message.js';
import { newId } from '../../../kernel/ids.js';
import type { Forwarded } from '../../../kernel/message.js';
import { spread } from './index.js';

const RUMOUR =
  'They are taking children near the market since Tuesday, keep yours at home and tell every mother you know';
const START = Date.parse('2026-05-03T09:00:00Z');

/** The same words from `groups` groups, one member each, an hour apart. */
function copies(text: string, groups: number, forwarded: Forwarded = 'unknown'): MessageBuilder[] {
  return Array.from({ length: groups }, (_, index) =>
    aMessage()
      .in(newId<'group'>())
      .by(newId<'member'>())
      .at(new Date(START + index * 3_600_000).toISOString())
      .forwarded(forwarded)
      .saying(text),
  );
}

describe('spread', () => {
  it('says in how many groups, by how many members and how fast a text went round', async () => {
    const signals = await signalsOf(spread, copies(RUMOUR, 4));
    expect(signals).toHaveLength(2);
    expect(signals[1]?.reason).toEqual({ key: 'spreads', params: { groups: 4, members: 4, hours: 3 } });
  });

  it('recognises the text when capitals, punctuation and emoji were changed on the way', async () => {
    const [first, second, third] = copies(RUMOUR, 3);
    const shouted = `‼️🙏 ${RUMOUR.toUpperCase().replaceAll(',', ' !!')} 😢😢`;
    const messages = [first, second?.saying(shouted), third].filter((one) => one !== undefined);
    expect(await signalsOf(spread, messages)).toHaveLength(1);
  });

  it('takes another statement about the same thing for another text', async () => {
    const [first, second, third] = copies(RUMOUR, 3);
    const other =
      'The market opens again on Tuesday, children and mothers you know are all welcome to come and buy';
    const messages = [first, second, third?.saying(other)].filter((one) => one !== undefined);
    expect(await signalsOf(spread, messages)).toEqual([]);
  });

  it('weighs a text passed on many times heavier, and never heavier than a hint', async () => {
    const [plain] = await signalsOf(spread, copies(RUMOUR, 3));
    const [forwarded] = await signalsOf(spread, copies(RUMOUR, 3, 'many'));
    expect(forwarded?.probability).toBeGreaterThan(plain?.probability ?? 1);
    const crowd = await signalsOf(
      spread,
      copies(RUMOUR, 60, 'many').map((one) => one.at('2026-05-03T09:00:00Z')),
    );
    expect(Math.max(...crowd.map(({ probability }) => probability))).toBe(0.45);
  });

  it.each([
    'Good morning family, may God bless you and give you strength today amen',
    'صباح الخير جمعة مباركة اللهم احفظ اهلنا جميعا يا رب العالمين',
    'Bonjour à tous, que Dieu vous bénisse et bonne journée à toute la famille',
    'Habari za asubuhi wapendwa, Mungu awabariki sana siku ya leo amina',
    'Feliz cumpleaños querida, Dios te bendiga siempre, muchas bendiciones para ti',
    'ok thanks see you',
  ])('does not count greetings, blessings and short texts: %s', async (text) => {
    expect(await signalsOf(spread, copies(text, 6))).toEqual([]);
  });

  it('does not count one person who repeats themselves in one group', async () => {
    const same = aMessage().by(newId<'member'>()).saying(RUMOUR);
    expect(await signalsOf(spread, [same, same, same])).toEqual([]);
  });

  it('forgets what is older than its window', async () => {
    const late = copies(RUMOUR, 3).map((one, index) => one.at(`2026-05-0${3 + index * 2}T09:00:00Z`));
    expect(await signalsOf(spread, late)).toEqual([]);
  });

  it('hands sketches and no words to the memory', async () => {
    const asked: unknown[] = [];
    const sightings = {
      key: new Uint8Array(32).fill(1),
      recall: (seen: readonly object[]) => {
        asked.push(...seen);
        return Promise.resolve(new Map());
      },
    };
    await signalsOf(spread, copies(RUMOUR, 1), aContext({ sightings }));
    expect(asked.map((sighting) => Object.keys(sighting as object).sort())).toEqual([
      ['at', 'groupId', 'memberId', 'messageId', 'sketch'],
    ]);
  });

  it('never throws and tells only numbers, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        for (const { reason } of await signalsOf(spread, copies(`${text} ${RUMOUR}`, 3))) {
          expect(Object.values(reason.params).every((value) => typeof value === 'number')).toBe(true);
        }
      }),
    );
  });
});
