import { readFileSync } from 'node:fs';
import type { GroupId, MemberId } from '../../../kernel/ids.js';
import type { Identity } from '../../../kernel/identity.js';
import type { SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { cueLanguages } from '../../cues/index.js';
import { defineDetector } from '../../detector.js';
import type { DetectionContext, ExaminedMessage, NameHistory, ReasonCatalogue } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { skeletonOf } from '../../text/index.js';
import { RegisterIndex } from './register-index.js';
import { suspicionsOf } from './suspicions.js';
import type { Suspicion } from './suspicions.js';

export { defaultRegister } from './default-register.js';

const ID = 'identity';
const VERSION = '1.0.0';
const HOUR = 3_600_000;

const SETTINGS = {
  reportFrom: {
    kind: 'number',
    default: 0.3,
    min: 0.1,
    max: 0.95,
    why: 'Namesakes alone stand at 0.2: lower this to 0.2 in groups where every name should be unique.',
  },
  freshNameHours: {
    kind: 'number',
    default: 48,
    min: 1,
    max: 720,
    why: 'A name changed this recently counts when money is asked for; two days keep old renamings out.',
  },
} as const satisfies SettingsSchema;

/** People who seem to be an agency, an official or another member, judged by name, words, links and name history. */
export const identity = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'message',
  harms: ['impersonation'],
  languages: cueLanguages(new URL('./cues/', import.meta.url)),
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  async detect(batch, context) {
    const register = indexOf(context.identities);
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const histories = await recallNames(batch, context);
    const signals: Signal[] = [];
    for (const examined of batch) {
      if (context.abort.aborted) break;
      const { groupId } = examined.message;
      const { freshNameHours, reportFrom } = settingsOf(groupId);
      const names = histories.get(groupId) ?? NO_HISTORY;
      const found = suspicionsOf(examined, { register, names, freshFor: freshNameHours * HOUR });
      const signal = found.length === 0 ? null : signalOf(examined, found);
      if (signal && signal.probability >= reportFrom) signals.push(signal);
    }
    return signals;
  },
});

const indexes = new WeakMap<readonly Identity[], RegisterIndex>();

function indexOf(register: readonly Identity[]): RegisterIndex {
  const known = indexes.get(register);
  if (known) return known;
  const made = new RegisterIndex(register);
  indexes.set(register, made);
  return made;
}

const NO_HISTORY: NameHistory = { changedAt: new Map(), sameName: new Map() };

interface SeenName {
  readonly name: string;
  readonly at: Date;
}

/** One question per group, one name per member: the last one used in the batch. */
async function recallNames(
  batch: readonly ExaminedMessage[],
  { names }: DetectionContext,
): Promise<ReadonlyMap<GroupId, NameHistory>> {
  const byGroup = new Map<GroupId, Map<MemberId, SeenName>>();
  for (const { message } of batch) {
    if (message.sender.name === null) continue;
    const members = byGroup.get(message.groupId) ?? new Map<MemberId, SeenName>();
    const before = members.get(message.memberId);
    if (before?.name !== message.sender.name) {
      members.set(message.memberId, { name: message.sender.name, at: message.sentAt });
    }
    byGroup.set(message.groupId, members);
  }
  const histories = new Map<GroupId, NameHistory>();
  for (const [groupId, members] of byGroup) {
    const seen = [...members].map(([memberId, { name, at }]) => ({ memberId, skeleton: nameKey(name), at }));
    histories.set(groupId, await names.recall(groupId, seen));
  }
  return histories;
}

const skeletons = new Map<string, string>();
/** Names whose skeleton is kept at hand; beyond it the shelf is cleared. */
const MOST_SKELETONS = 20_000;

function nameKey(name: string): string {
  const known = skeletons.get(name);
  if (known !== undefined) return known;
  if (skeletons.size >= MOST_SKELETONS) skeletons.clear();
  const made = skeletonOf(name);
  skeletons.set(name, made);
  return made;
}

/** Grounds are not independent, so they are not multiplied: the strongest stands for all. */
function signalOf({ message }: ExaminedMessage, found: readonly Suspicion[]): Signal | null {
  const [strongest] = [...found].sort((a, b) => b.probability - a.probability);
  if (!strongest) return null;
  return {
    messageId: message.id,
    detector: ID,
    version: VERSION,
    harm: 'impersonation',
    probability: strongest.probability,
    spans: found.flatMap(({ spans }) => spans).sort((a, b) => a.start - b.start),
    reason: strongest.reason,
  };
}
