import type { Assessment, Doubt, HarmAssessment } from '../../kernel/assessment.js';
import type { Harm } from '../../kernel/harm.js';
import type { FlagId, GroupId, MemberId, MessageId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import type { LanguageVerdict } from '../../kernel/language.js';
import type { Level } from '../../kernel/level.js';
import type { Media } from '../../kernel/message.js';
import type { Signal } from '../../kernel/signal.js';

/** Binding of a flag's own copy of the words: `keyring.seal(memberId, text, FLAG_TEXT_BINDING)`. */
export const FLAG_TEXT_BINDING = 'flag.text_ciphertext';

/** What one detector said, as it is kept: where and why, never the words themselves. */
export type FlagSignal = Pick<Signal, 'detector' | 'version' | 'probability' | 'spans' | 'reason'>;

export interface FlagHarm extends Omit<HarmAssessment, 'signals'> {
  readonly signals: readonly FlagSignal[];
}

/** A flag as the database has it. */
export interface StoredFlag {
  readonly id: FlagId;
  readonly programmeId: ProgrammeId;
  readonly groupId: GroupId;
  readonly groupName: string;
  /** ISO 639-3, most used first. */
  readonly groupLanguages: readonly string[];
  readonly groupTimezone: string;
  readonly memberId: MemberId;
  readonly messageId: MessageId;
  readonly channelKind: string;
  readonly sentAt: Date;
  readonly createdAt: Date;
  readonly textCiphertext: Uint8Array | null;
  readonly media: readonly Media['kind'][];
  readonly outcome: Assessment['outcome'];
  readonly doubts: readonly Doubt[];
  readonly level: Level;
  readonly severityRank: number;
  readonly harm: Harm | null;
  readonly harms: readonly FlagHarm[];
  readonly language: LanguageVerdict;
  readonly policy: string;
  readonly state: FlagState;
  /** A signed 64-bit number that near-same texts share; null for texts too short to tell copies from chance. */
  readonly sketch: string | null;
  /** When somebody should have looked. */
  readonly dueAt: Date;
  /** When it went up the chain because nobody did. */
  readonly escalatedAt: Date | null;
  /** When the service read the message again and thought otherwise of it. */
  readonly readAgainAt: Date | null;
  /** Who is on it now. */
  readonly claimedBy: StaffId | null;
  readonly claimedUntil: Date | null;
}

/** `withdrawn`: the service read the message again and found nothing that needs a person. */
export const FLAG_STATES = ['open', 'decided', 'withdrawn'] as const;

export type FlagState = (typeof FLAG_STATES)[number];

export function asStoredHarms(harms: readonly HarmAssessment[]): readonly FlagHarm[] {
  return harms.map(({ harm, probability, level, signals }) => ({
    harm,
    probability,
    level,
    signals: signals.map(({ detector, version, probability: own, spans, reason }) => ({
      detector,
      version,
      probability: own,
      spans,
      reason,
    })),
  }));
}
