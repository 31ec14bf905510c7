import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Harm } from '../../../kernel/harm.js';
import type { Media } from '../../../kernel/message.js';
import type { SettingsOf, SettingsSchema } from '../../../kernel/settings.js';
import type { Reason, Signal } from '../../../kernel/signal.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, ReasonCatalogue, Sighting } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';

const ID = 'media';
const VERSION = '1.0.0';
const HOUR = 3_600_000;

const SETTINGS = {
  windowHours: {
    kind: 'number',
    default: 24,
    min: 1,
    max: 72,
    why: 'As long as repeated texts are counted, so that picture and text of one rumour are seen together.',
  },
  fewestGroups: {
    kind: 'number',
    default: 3,
    min: 2,
    max: 50,
    why: 'A poster of an event reaches two groups of one programme every day; three is somebody passing it around.',
  },
  contactCards: {
    kind: 'boolean',
    default: true,
    why: 'A contact card gives away a number, mostly somebody else’s; switch off where cards are how people are introduced.',
  },
} as const satisfies SettingsSchema;

type MediaSettings = SettingsOf<typeof SETTINGS>;

interface Finding {
  readonly harm: Harm;
  readonly probability: number;
  readonly reason: Reason;
}

/** Attachments by kind, name and hash: programs, contact cards, and the same file in many groups. Opens no file. */
export const media = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['scam', 'personal_data', 'misinformation'],
  languages: 'any',
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  async detect(batch, context) {
    const carrying = batch.filter(({ message }) => message.media.length > 0);
    if (carrying.length === 0) return [];
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const seen = await recall(carrying, context, settingsOf);
    return carrying.flatMap((examined) => {
      const { message } = examined;
      const settings = settingsOf(message.groupId);
      const findings = [
        ...message.media.map((file) => programFinding(file) ?? cardFinding(file, settings)),
        repeatFinding(examined, seen.get(message.id) ?? [], settings),
      ].filter((finding) => finding !== null);
      return strongestPerHarm(findings).map((finding): Signal => {
        return { messageId: message.id, detector: ID, version: VERSION, spans: [], ...finding };
      });
    });
  },
});

/** Files that run when opened, on phones and on computers. */
const PROGRAM =
  /\.(?:apks?|xapk|aab|exe|scr|msi|bat|cmd|com|pif|js|jse|vbs|vbe|wsf|hta|ps1|jar|lnk|reg|dmg|pkg|deb|ipa)$/i;
/** "photo.jpg.apk": the first ending is there to deceive. */
const DOUBLE_ENDING = /\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|mp4|mp3|txt)\s*\.[a-z0-9]{2,4}$/i;
/** Documents that may carry macros, and archives that hide what is inside. */
const CONTAINER = /\.(?:docm|xlsm|pptm|dotm|iso|img|rar|7z|ace|cab)$/i;

function programFinding({ name }: Media): Finding | null {
  const trimmed = name?.trim() ?? '';
  if (PROGRAM.test(trimmed)) {
    const isDisguised = DOUBLE_ENDING.test(trimmed);
    // Programs are shared in good faith too (games, modified messengers); a false ending is always deceit.
    return finding('scam', isDisguised ? 0.95 : 0.7, isDisguised ? 'disguised-program' : 'program');
  }
  return CONTAINER.test(trimmed) ? finding('scam', 0.35, 'risky-container') : null;
}

function cardFinding({ kind, name }: Media, { contactCards }: MediaSettings): Finding | null {
  const isCard = kind === 'contact' || /\.vcf$/i.test(name ?? '');
  return isCard && contactCards ? finding('personal_data', 0.3, 'contact-card') : null;
}

/** Stickers and gifs are made to be repeated. */
function isCounted({ kind, sha256 }: Media): boolean {
  return sha256 !== null && kind !== 'sticker' && kind !== 'gif' && kind !== 'contact';
}

/** A message has one sighting; a caption of four words or more may be counted by its words, the file then is not. */
const LONGEST_CAPTION = 3;

/**
 * One sketch per message: the first counted file, hashed under the organisation's key. Sketches of different files are
 * random to one another: 64 bits within distance 3 happen once in 4 x 10^14 pairs, so near is equal here. The key is
 * used with a label of its own, so that no text ever meets a file.
 */
async function recall(
  carrying: readonly ExaminedMessage[],
  { sightings, now }: DetectionContext,
  settingsOf: (groupId: ExaminedMessage['message']['groupId']) => MediaSettings,
): ReturnType<DetectionContext['sightings']['recall']> {
  const asked: Sighting[] = [];
  let since = now.getTime();
  for (const { message, views } of carrying) {
    const file = views.folded.words.length > LONGEST_CAPTION ? undefined : message.media.find(isCounted);
    if (!file?.sha256) continue;
    asked.push({
      messageId: message.id,
      groupId: message.groupId,
      memberId: message.memberId,
      at: message.sentAt,
      sketch: sketchOf(file.sha256, sightings.key),
    });
    since = Math.min(since, message.sentAt.getTime() - settingsOf(message.groupId).windowHours * HOUR);
  }
  return asked.length === 0 ? new Map() : sightings.recall(asked, new Date(since));
}

function sketchOf(sha256: string, key: Uint8Array): bigint {
  return createHmac('sha256', key).update('media:').update(sha256).digest().readBigUInt64BE();
}

/** Passing a file around is mostly harmless; it never says more than a text that spreads. */
const REPEATED = 0.2;
const PER_GROUP = 0.04;
const MOST = 0.4;

function repeatFinding(
  { message }: ExaminedMessage,
  seen: readonly Sighting[],
  { windowHours, fewestGroups }: MediaSettings,
): Finding | null {
  const recent = seen.filter(
    ({ at, messageId }) =>
      messageId !== message.id && Math.abs(message.sentAt.getTime() - at.getTime()) <= windowHours * HOUR,
  );
  const groups = new Set([message.groupId, ...recent.map(({ groupId }) => groupId)]).size;
  if (groups < fewestGroups) return null;
  const members = new Set([message.memberId, ...recent.map(({ memberId }) => memberId)]).size;
  return {
    harm: 'misinformation',
    probability: Math.min(REPEATED + PER_GROUP * (groups - fewestGroups), MOST),
    reason: { key: 'repeated-file', params: { groups, members } },
  };
}

function finding(harm: Harm, probability: number, key: string): Finding {
  return { harm, probability, reason: { key, params: {} } };
}

function strongestPerHarm(findings: readonly Finding[]): Finding[] {
  const strongest = new Map<Harm, Finding>();
  for (const found of findings) {
    if (found.probability > (strongest.get(found.harm)?.probability ?? 0)) strongest.set(found.harm, found);
  }
  return [...strongest.values()];
}
