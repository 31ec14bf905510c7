import { readFileSync } from 'node:fs';
import type { GroupId, MemberId, MessageId } from '../../../kernel/ids.js';
import type { SettingsOf, SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { CueIndex, readCues } from '../../cues/index.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, ReasonCatalogue, Sighting } from '../../detector.js';
import type { TextView } from '../../text-views.js';
import { groupSettings } from '../../group-settings.js';
import { onFirstUse } from '../../on-first-use.js';
import { keyedSimHash, wordShingles } from '../../text/index.js';

const ID = 'spread';
const VERSION = '1.0.0';
const HOUR = 3_600_000;

const SETTINGS = {
  windowHours: {
    kind: 'number',
    default: 24,
    min: 1,
    max: 72,
    why: 'A day covers morning and evening readers once; clean messages are forgotten after 72 hours.',
  },
  fewestWords: {
    kind: 'number',
    default: 8,
    min: 4,
    max: 40,
    why: 'Shorter texts are equal by chance: "ok thanks see you tomorrow".',
  },
  fewestOthers: {
    kind: 'number',
    default: 2,
    min: 1,
    max: 50,
    why: 'One copy is a double post; from two earlier copies on somebody is passing it around.',
  },
} as const satisfies SettingsSchema;

/** The same text seen again across members and groups, known by keyed sketches only. It aggravates; alone it is no verdict. */
export const spread = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['misinformation'],
  languages: 'any',
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  async detect(batch, context) {
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const counted = batch.filter((examined) =>
      isWorthCounting(examined, settingsOf(examined.message.groupId).fewestWords),
    );
    if (counted.length === 0) return [];
    const seen = await recall(counted, context, settingsOf);
    return counted.flatMap((examined) => {
      const settings = settingsOf(examined.message.groupId);
      return signalOf(examined, seen.get(examined.message.id) ?? [], settings) ?? [];
    });
  },
});

const greetings = onFirstUse(
  () => new CueIndex<'greeting'>(readCues(new URL('./cues/', import.meta.url), ['greeting'])),
);

/** Blessings are seldom longer; a rumour that begins with "good morning" goes on. */
const LONGEST_GREETING = 40;

function isWorthCounting({ views, message }: ExaminedMessage, fewestWords: number): boolean {
  const words = views.folded.words.length;
  if (words < fewestWords || message.state === 'deleted') return false;
  if (words > LONGEST_GREETING) return true;
  // Up to 40 words a blessing names itself twice, or opens with it and says little else.
  const found = greetings().find(views.folded);
  return found.length === 0 || (found.length === 1 && words > SHORT_BLESSING);
}

/** With one greeting in it, a text of so many words still says nothing else. */
const SHORT_BLESSING = 14;

/** Pairs of words keep the order of a text and forgive a changed word. */
const SHINGLE = 2;

/** Hands, hearts and alarm lights are added to a text as it goes round. */
function withoutEmoji(view: TextView): TextView {
  const words = view.words.filter(({ text }) => !isSymbol(text.charCodeAt(0)));
  if (words.length === view.words.length) return view;
  return { text: view.text, words, toOriginal: (span) => view.toOriginal(span) };
}

const FIRST_SURROGATE = 0xd800;
const FIRST_ARROW = 0x2190;
const LAST_ARROW = 0x2bff;

function isSymbol(unit: number): boolean {
  return unit >= FIRST_SURROGATE || (unit >= FIRST_ARROW && unit <= LAST_ARROW);
}

async function recall(
  counted: readonly ExaminedMessage[],
  { sightings, now }: DetectionContext,
  settingsOf: (groupId: GroupId) => SettingsOf<typeof SETTINGS>,
): Promise<ReadonlyMap<MessageId, readonly Sighting[]>> {
  const hash = keyedSimHash(sightings.key);
  const widest = Math.max(...counted.map(({ message }) => settingsOf(message.groupId).windowHours));
  const earliest = Math.min(now.getTime(), ...counted.map(({ message }) => message.sentAt.getTime()));
  return sightings.recall(
    counted.map(({ message, views }) => ({
      messageId: message.id,
      groupId: message.groupId,
      memberId: message.memberId,
      at: message.sentAt,
      sketch: hash(wordShingles(withoutEmoji(views.folded), SHINGLE)),
    })),
    new Date(earliest - widest * HOUR),
  );
}

/**
 * P(misinformation) from spread alone. Most of what is passed on is harmless (job adverts, prayers, announcements), so
 * it starts at 0.15 and never passes 0.45: together with a rumour's wording it lifts, by itself it asks for a look.
 */
const BASE = 0.15;
const PER_GROUP = 0.06;
const PER_MEMBER = 0.02;
const FORWARDED = { unknown: 0, no: 0, once: 0.03, many: 0.1 } as const;
const MOST = 0.45;

function signalOf(
  { message }: ExaminedMessage,
  seen: readonly Sighting[],
  { windowHours, fewestOthers }: SettingsOf<typeof SETTINGS>,
): Signal | null {
  const earlier = seen.filter(
    ({ at, messageId }) => messageId !== message.id && isWithin(at, message.sentAt, windowHours),
  );
  if (earlier.length < fewestOthers) return null;
  const groups = new Set<GroupId>([message.groupId, ...earlier.map(({ groupId }) => groupId)]).size;
  const members = new Set<MemberId>([message.memberId, ...earlier.map(({ memberId }) => memberId)]).size;
  if (groups === 1 && members === 1) return null;
  const probability =
    BASE + PER_GROUP * (groups - 1) + PER_MEMBER * (members - 1) + FORWARDED[message.forwarded];
  return {
    messageId: message.id,
    detector: ID,
    version: VERSION,
    harm: 'misinformation',
    probability: Math.min(probability, MOST),
    spans: [],
    reason: {
      key: message.forwarded === 'many' ? 'spreads-forwarded' : 'spreads',
      params: { groups, members, hours: hoursSince(earlier, message.sentAt) },
    },
  };
}

function isWithin(at: Date, sentAt: Date, hours: number): boolean {
  return Math.abs(sentAt.getTime() - at.getTime()) <= hours * HOUR;
}

/** Whole hours since the first sighting, at least one. */
function hoursSince(earlier: readonly Sighting[], sentAt: Date): number {
  const first = Math.min(...earlier.map(({ at }) => at.getTime()));
  return Math.max(1, Math.ceil((sentAt.getTime() - first) / HOUR));
}
