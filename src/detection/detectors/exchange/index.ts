import { readFileSync } from 'node:fs';
import type { Harm } from '../../../kernel/harm.js';
import type { MessageId } from '../../../kernel/ids.js';
import type { SettingsOf, SettingsSchema } from '../../../kernel/settings.js';
import type { Signal } from '../../../kernel/signal.js';
import { defineDetector } from '../../detector.js';
import type { ReasonCatalogue, Turn } from '../../detector.js';
import { groupSettings } from '../../group-settings.js';
import { afterHeat } from './after-heat.js';
import { layOut, TURNS_LOOKED_BACK } from './timeline.js';
import type { Timeline } from './timeline.js';
import { flooding, joinWave, quarrel } from './windows.js';

const ID = 'exchange';
const VERSION = '1.1.0';

const SETTINGS = {
  floodMessages: {
    kind: 'number',
    default: 10,
    min: 4,
    max: 100,
    why: 'Messages of one member within floodMinutes. Ten short lines in two minutes push everyone else off a phone screen.',
  },
  floodMinutes: {
    kind: 'number',
    default: 2,
    min: 1,
    max: 30,
    why: 'How far back floodMessages are counted.',
  },
  heatedMessages: {
    kind: 'number',
    default: 6,
    min: 4,
    max: 50,
    why: 'Heated messages between two members. Fewer is a quarrel that mostly ends by itself.',
  },
  pileOnMembers: {
    kind: 'number',
    default: 4,
    min: 3,
    max: 30,
    why: 'Members who attack the same person. Two or three take sides; four is a crowd in a group of twenty.',
  },
  heatMinutes: {
    kind: 'number',
    default: 15,
    min: 2,
    max: 120,
    why: 'How far back heated messages belong to one quarrel.',
  },
  joins: {
    kind: 'number',
    default: 10,
    min: 3,
    max: 200,
    why: 'People who join within joinMinutes before one of them writes. Cohorts are added at once, and then do not all write.',
  },
  joinMinutes: {
    kind: 'number',
    default: 10,
    min: 1,
    max: 120,
    why: 'How far back joins belong to one wave.',
  },
} as const satisfies SettingsSchema;

type Settings = SettingsOf<typeof SETTINGS>;

/**
 * What passes between people rather than what a message says. Every finding is made once, on the message that crosses
 * the line, and is the same however the stream was cut into batches.
 */
export const exchange = defineDetector({
  id: ID,
  version: VERSION,
  stage: 'conversation',
  harms: ['conduct', 'abuse', 'hate', 'threat'],
  languages: 'any',
  cost: 'light',
  settings: SETTINGS,
  reasons: JSON.parse(readFileSync(new URL('./reasons.json', import.meta.url), 'utf8')) as ReasonCatalogue,
  async detect(batch, context, earlier) {
    const settingsOf = groupSettings({ id: ID, settings: SETTINGS }, context);
    const timelines = await layOut(batch, { conversations: context.conversations, earlier });
    const signals: Signal[] = [];
    for (const [groupId, timeline] of timelines) {
      const settings = settingsOf(groupId);
      for (const at of timeline.present) {
        if (context.abort.aborted) return signals;
        signals.push(...signalsAt(at, timeline, settings), ...inContext(at, timeline, { settings, earlier }));
      }
    }
    return signals;
  },
});

interface Finding {
  readonly harm: Harm;
  readonly key: string;
  readonly count: number;
  readonly minutes: number;
  /** At the threshold, and how much each one above it adds. */
  readonly probability: readonly [number, number];
  readonly least: number;
}

/** Counting is certain; that it is misconduct is not: excited people write ten lines, and friends shout at each other. */
const PROBABILITY = {
  flooding: [0.6, 0],
  heated: [0.55, 0.05],
  'pile-on': [0.65, 0.05],
  'join-wave': [0.5, 0.01],
} as const;
const MOST_PROBABLE = 0.9;

function signalsAt(at: number, { turns }: Timeline, settings: Settings): Signal[] {
  const turn = turns[at];
  if (turn === undefined) return [];
  const seen = turns.slice(Math.max(0, at - TURNS_LOOKED_BACK), at + 1);
  return findingsIn(seen, settings).map((finding) => signalOf(turn, finding));
}

/** The message in the light of those before it. */
function inContext(
  at: number,
  { turns }: Timeline,
  { settings, earlier }: { settings: Settings; earlier: ReadonlyMap<MessageId, readonly Signal[]> },
): Signal[] {
  const turn = turns[at];
  const own = turn && earlier.get(turn.messageId);
  if (!turn || !own || own.length === 0) return [];
  const since = new Date(turn.at.getTime() - settings.heatMinutes * 60_000);
  const read = afterHeat(turns.slice(Math.max(0, at - TURNS_LOOKED_BACK), at), since, own);
  if (!read) return [];
  const reason = { key: 'after-heat', params: {} };
  return [{ messageId: turn.messageId, detector: ID, version: VERSION, ...read, spans: [], reason }];
}

function findingsIn(turns: readonly Turn[], settings: Settings): Finding[] {
  const flood = { minutes: settings.floodMinutes, least: settings.floodMessages };
  const heat = { minutes: settings.heatMinutes, least: settings.heatedMessages };
  const crowd = { minutes: settings.heatMinutes, least: settings.pileOnMembers };
  const wave = { minutes: settings.joinMinutes, least: settings.joins };
  const { exchanged, attackers } = quarrel(turns, heat, crowd);
  const counts = [flooding(turns, flood), exchanged, attackers, joinWave(turns, wave)] as const;
  // Nearly every message: nothing has happened.
  if (counts.every((count) => count === 0)) return NOTHING;
  const [flooded, , , joined] = counts;
  const findings: Finding[] = [
    { ...flood, harm: 'conduct', key: 'flooding', count: flooded, probability: PROBABILITY.flooding },
    { ...heat, harm: 'conduct', key: 'heated', count: exchanged, probability: PROBABILITY.heated },
    { ...crowd, harm: 'abuse', key: 'pile-on', count: attackers, probability: PROBABILITY['pile-on'] },
    { ...wave, harm: 'conduct', key: 'join-wave', count: joined, probability: PROBABILITY['join-wave'] },
  ];
  return findings.filter(({ count }) => count > 0);
}

const NOTHING: Finding[] = [];

function signalOf(
  turn: Turn,
  { harm, key, count, minutes, probability: [base, step], least }: Finding,
): Signal {
  return {
    messageId: turn.messageId,
    detector: ID,
    version: VERSION,
    harm,
    probability: Math.min(MOST_PROBABLE, base + step * (count - least)),
    spans: [],
    reason: { key, params: { count, minutes } },
  };
}
