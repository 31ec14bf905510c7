import type { MemberId } from '../../../kernel/ids.js';
import type { Turn } from '../../detector.js';

/** A window over a conversation: how far back in minutes, and how much of something makes it remarkable. */
export interface Window {
  readonly minutes: number;
  readonly least: number;
}

/**
 * The heat from which a message counts as heated. A plain insult in a term list weighs 0.4; milder words that are said
 * among friends stay below.
 */
const HEATED_FROM = 0.35;
/** Nobody answers in anger to what was said longer ago than this without saying whom they mean. */
const ANSWER_MINUTES = 5;
/** Two insults from each side: one may be a slip. */
const LEAST_FROM_EACH = 2;
const MINUTE = 60_000;

/**
 * How many messages the last turn's author has sent within the window, when this message is the one that makes it too
 * many; 0 otherwise. A flood is reported once, when it begins. `turns` end with the message in question.
 */
export function flooding(turns: readonly Turn[], window: Window): number {
  const last = turns.at(-1);
  if (last === undefined) return 0;
  const since = last.at.getTime() - 2 * window.minutes * MINUTE;
  const times: number[] = [];
  for (let at = turns.length - 1; at >= 0; at--) {
    const turn = turns[at];
    if (turn === undefined || turn.at.getTime() < since) break;
    if (turn.kind === 'message' && turn.memberId === last.memberId) times.push(turn.at.getTime());
  }
  const count = within(times, window.minutes);
  return count >= window.least && within(times.slice(1), window.minutes) < window.least ? count : 0;
}

/** How many of the times, latest first, lie within so many minutes of the latest. */
function within(times: readonly number[], minutes: number): number {
  const [latest] = times;
  return latest === undefined ? 0 : times.filter((time) => latest - time < minutes * MINUTE).length;
}

/** A heated message and whom it most likely answers. */
interface Blow {
  readonly from: MemberId;
  readonly against: MemberId;
  readonly at: number;
}

/** What somebody may be answering. */
interface Heard {
  readonly turn: Turn;
  readonly blow: Blow | null;
}

/**
 * Who is against whom. A heated message answers the last message of somebody else; if that one was itself a blow at a
 * third person, it joins in. Channels do not tell whom a message answers, so this is the nearest honest guess.
 */
function blowsIn(turns: readonly Turn[]): Blow[] {
  const blows: Blow[] = [];
  let previous = null as Heard | null;
  let beforePrevious = null as Heard | null;
  for (const turn of turns) {
    if (turn.kind !== 'message') continue;
    const heard: Heard | null = previous?.turn.memberId === turn.memberId ? beforePrevious : previous;
    const blow: Blow | null = isHeated(turn) ? blowOf(turn, heard) : null;
    if (blow) blows.push(blow);
    if (previous?.turn.memberId !== turn.memberId) beforePrevious = previous;
    previous = { turn, blow };
  }
  return blows;
}

function blowOf(turn: Turn, heard: Heard | null): Blow | null {
  if (heard === null) return null;
  const at = turn.at.getTime();
  if (at - heard.turn.at.getTime() > ANSWER_MINUTES * MINUTE) return null;
  const joins = heard.blow !== null && heard.blow.against !== turn.memberId;
  return { from: turn.memberId, against: joins ? heard.blow.against : heard.turn.memberId, at };
}

function isHeated({ kind, heat }: Turn): boolean {
  return kind === 'message' && heat >= HEATED_FROM;
}

/** What a heated last turn makes of the conversation: blows between two people, or people against one. 0: nothing new. */
export interface Quarrel {
  /** Heated messages between the author and one other person, when this message makes them too many. */
  readonly exchanged: number;
  /** People who attack the same person, when this message makes them too many. */
  readonly attackers: number;
}

/** Reported once, on the message that crosses the line. `turns` end with the message in question. */
export function quarrel(turns: readonly Turn[], heated: Window, pileOn: Window): Quarrel {
  const last = turns.at(-1);
  if (last === undefined || !isHeated(last)) return CALM;
  const blows = blowsIn(turns);
  const blow = blows.at(-1);
  if (blow?.from !== last.memberId || blow.at !== last.at.getTime()) return CALM;
  return { exchanged: crossing(blows, heated, exchangedIn), attackers: crossing(blows, pileOn, attackersIn) };
}

const CALM: Quarrel = { exchanged: 0, attackers: 0 };

type Measure = (blows: readonly Blow[], latest: Blow) => number;

/** The measure at the last blow if it is over the line and was not at the one before between the same people. */
function crossing(blows: readonly Blow[], window: Window, measure: Measure): number {
  const now = measured(blows, window, measure);
  if (now < window.least) return 0;
  const latest = blows.at(-1);
  const before = blows.findLastIndex((blow, at) => at < blows.length - 1 && sameQuarrel(blow, latest));
  return measured(blows.slice(0, before + 1), window, measure) < window.least ? now : 0;
}

function sameQuarrel(blow: Blow, latest: Blow | undefined): boolean {
  return blow.against === latest?.against || (blow.from === latest?.against && blow.against === latest.from);
}

function measured(blows: readonly Blow[], window: Window, measure: Measure): number {
  const latest = blows.at(-1);
  if (latest === undefined) return 0;
  return measure(
    blows.filter(({ at }) => latest.at - at < window.minutes * MINUTE),
    latest,
  );
}

function exchangedIn(blows: readonly Blow[], { from, against }: Blow): number {
  const there = blows.filter((blow) => blow.from === from && blow.against === against).length;
  const back = blows.filter((blow) => blow.from === against && blow.against === from).length;
  return Math.min(there, back) < LEAST_FROM_EACH ? 0 : there + back;
}

function attackersIn(blows: readonly Blow[], { against }: Blow): number {
  return new Set(blows.filter((blow) => blow.against === against).map(({ from }) => from)).size;
}

/**
 * How many people joined within the window, when the last turn is the first message of one of them and they are too
 * many; 0 otherwise. `turns` end with the message in question.
 */
export function joinWave(turns: readonly Turn[], window: Window): number {
  const last = turns.at(-1);
  if (last === undefined) return 0;
  const since = last.at.getTime() - window.minutes * MINUTE;
  const start = turns.findLastIndex(({ at }) => at.getTime() <= since) + 1;
  if (turns.length - 1 - start < window.least) return 0;
  const recent = turns.slice(start, -1);
  const joined = new Set(recent.filter(({ kind }) => kind === 'joined').map(({ memberId }) => memberId));
  if (joined.size < window.least || !joined.has(last.memberId)) return 0;
  const latest = recent.findLast(({ memberId }) => memberId === last.memberId);
  return latest?.kind === 'joined' ? joined.size : 0;
}
