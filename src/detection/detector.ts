import type { Claim } from '../kernel/claim.js';
import type { GroupProfile } from '../kernel/group-profile.js';
import type { Harm } from '../kernel/harm.js';
import type { GroupId, MemberId, MessageId, OrganisationId } from '../kernel/ids.js';
import type { Identity } from '../kernel/identity.js';
import type { LanguageVerdict } from '../kernel/language.js';
import type { AdmittedMessage } from '../kernel/message.js';
import type { SettingsOf, SettingsSchema } from '../kernel/settings.js';
import type { Signal } from '../kernel/signal.js';
import type { TextViews } from './text-views.js';

/** A message on the detectors' table: admitted, read in several views, its language told. */
export interface ExaminedMessage {
  readonly message: AdmittedMessage;
  readonly views: TextViews;
  readonly language: LanguageVerdict;
}

/** One earlier or present turn of a conversation, without its words. */
export interface Turn {
  readonly messageId: MessageId;
  readonly memberId: MemberId;
  readonly at: Date;
  /** 0..1: the strongest hate, abuse or threat probability of the message; 0 when calm. */
  readonly heat: number;
  readonly kind: 'message' | 'joined';
}

/** A near-same text seen before, known only by keyed sketches: no content is kept. */
export interface Sighting {
  readonly messageId: MessageId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly at: Date;
  /** Keyed 64-bit SimHash of the text's shingles. */
  readonly sketch: bigint;
}

/** Where `spread` remembers: bounded by time, shared by all workers of the organisation. */
export interface SightingMemory {
  /** A secret of the organisation, so that sketches mean nothing outside it. At least 32 bytes. */
  readonly key: Uint8Array;
  /**
   * Remembers the sightings and answers, per message, the earlier ones at Hamming distance <= 3 since `since`
   * (this batch's own earlier messages included), oldest first. Remembering the same message twice changes nothing.
   */
  recall(sightings: readonly Sighting[], since: Date): Promise<ReadonlyMap<MessageId, readonly Sighting[]>>;
}

/** Where `exchange` looks back. */
export interface ConversationMemory {
  /** The turns of a group before `before`, oldest first, at most `limit`. */
  turnsBefore(groupId: GroupId, before: Date, limit: number): Promise<readonly Turn[]>;
}

/** Names a member has used, for `identity`. */
export interface NameMemory {
  /**
   * Earlier names of each member (newest last) and the members of the same group now using each skeleton.
   * Remembers the names of this batch. Keys of `sameName` are member ids; values are the other members.
   */
  recall(
    groupId: GroupId,
    names: readonly { readonly memberId: MemberId; readonly skeleton: string; readonly at: Date }[],
  ): Promise<NameHistory>;
}

export interface NameHistory {
  /** When the member's present name was first used, if it replaced another one. */
  readonly changedAt: ReadonlyMap<MemberId, Date>;
  /** Other members of the group whose name has the same skeleton. */
  readonly sameName: ReadonlyMap<MemberId, readonly MemberId[]>;
}

/** What a text model says of one label, calibrated, whether or not it is enough for a signal. */
export interface LabelReading {
  /** A harm, or something else the model tells that raises nothing. */
  readonly label: string;
  /** 0..1. */
  readonly probability: number;
  /** From here on there is a signal. */
  readonly threshold: number;
}

/** Everything a detector may consult besides the messages. One organisation per batch, several groups possible. */
export interface DetectionContext {
  readonly organisationId: OrganisationId;
  readonly now: Date;
  readonly groups: ReadonlyMap<GroupId, GroupProfile>;
  /** The organisation's register of official identities. Same array object until the register changes. */
  readonly identities: readonly Identity[];
  /** The organisation's claim library. Same array object until the library changes. */
  readonly claims: readonly Claim[];
  readonly sightings: SightingMemory;
  readonly conversations: ConversationMemory;
  readonly names: NameMemory;
  /**
   * For measuring: told what a text model thinks of every message it is valid for, and whether the screen would have let
   * it be read at all. Heard in the calling thread only.
   */
  readonly onReading?: (messageId: MessageId, reading: readonly LabelReading[], passed: boolean) => void;
  /** Called by a detector that works long, between two pieces of its work: whoever watches then knows that it does not hang. */
  readonly stillAtWork?: (() => void) | undefined;
  /** Aborted when the batch's budget for this detector is spent; long loops must look at it. */
  readonly abort: AbortSignal;
}

/** The words of a detector's reasons, per language of the reader: `{ en: { 'asks-for-code': 'asks for a code' } }`. */
export type ReasonCatalogue = Readonly<Record<'en' | 'ar', Readonly<Record<string, string>>>> &
  Readonly<Partial<Record<'fr' | 'sw' | 'es', Readonly<Record<string, string>>>>>;

/**
 * A detector is one object that declares what it is and a function over a batch that says *why*.
 * `message` detectors see each message for itself; `conversation` detectors run after them and see their signals.
 * Detectors never throw for bad text; if one throws or overruns its budget it is isolated and the messages go on.
 */
export interface Detector<S extends SettingsSchema = SettingsSchema> {
  /** kebab-case, equal to its folder's name. */
  readonly id: string;
  /** Bump when the same text may give a different signal. */
  readonly version: string;
  readonly stage: 'message' | 'conversation';
  /** What it can signal. */
  readonly harms: readonly Harm[];
  /** ISO 639-3 languages it is valid for; `any` when it does not read language. */
  readonly languages: readonly string[] | 'any';
  /** `light`: under 50 microseconds a message; `heavy`: anything slower, with a longer budget. */
  readonly cost: 'light' | 'heavy';
  readonly settings: S;
  readonly reasons: ReasonCatalogue;
  /**
   * Asked when it failed: whether its word on this message would have mattered. Absent where other detectors say as much.
   */
  isNeeded?(examined: ExaminedMessage, context: Pick<DetectionContext, 'groups'>): boolean;
  detect(
    batch: readonly ExaminedMessage[],
    context: DetectionContext,
    earlier: ReadonlyMap<MessageId, readonly Signal[]>,
  ): readonly Signal[] | Promise<readonly Signal[]>;
}

/** Gives the object its settings type and nothing else. */
export function defineDetector<S extends SettingsSchema>(detector: Detector<S>): Detector<S> {
  return detector;
}

/** The settings of a detector in a group, as the group profile carries them (already read through the schema). */
export function settingsFor<S extends SettingsSchema>(
  detector: { readonly id: string; readonly settings: S },
  group: GroupProfile | undefined,
): SettingsOf<S> {
  const defaults = defaultsOf(detector.settings);
  const given = group?.settings[detector.id];
  return (given === undefined ? defaults : { ...defaults, ...given }) as SettingsOf<S>;
}

const knownDefaults = new WeakMap<SettingsSchema, Readonly<Record<string, unknown>>>();

/** Worked out once per schema: most groups of most batches have nothing else. */
function defaultsOf(schema: SettingsSchema): Readonly<Record<string, unknown>> {
  const known = knownDefaults.get(schema);
  if (known) return known;
  const made = Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, field.default]));
  knownDefaults.set(schema, made);
  return made;
}
