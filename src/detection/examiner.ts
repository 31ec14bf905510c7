import type { Claim } from '../kernel/claim.js';
import type { GroupProfile } from '../kernel/group-profile.js';
import type { GroupId, MessageId, OrganisationId } from '../kernel/ids.js';
import type { Identity } from '../kernel/identity.js';
import type { LanguageVerdict } from '../kernel/language.js';
import type { AdmittedMessage } from '../kernel/message.js';
import type { Signal } from '../kernel/signal.js';
import type { ConversationMemory, DetectionContext, NameMemory, SightingMemory } from './detector.js';

/** What detectors may consult about the organisation whose batch it is. */
export interface Material {
  readonly organisationId: OrganisationId;
  readonly now: Date;
  readonly groups: ReadonlyMap<GroupId, GroupProfile>;
  readonly identities: readonly Identity[];
  readonly claims: readonly Claim[];
  readonly sightings: SightingMemory;
  readonly conversations: ConversationMemory;
  readonly names: NameMemory;
  /** For measuring; see `DetectionContext`. */
  readonly onReading?: NonNullable<DetectionContext['onReading']>;
}

/** What was found in one message; everything risk needs and none of the words. */
export interface Finding {
  readonly messageId: MessageId;
  readonly signals: readonly Signal[];
  readonly language: LanguageVerdict;
  readonly letters: number;
  /** Whether some detector that reads words is valid for the message's language. */
  readonly languageSupported: boolean;
  readonly failedDetectors: number;
  /** A detector that failed would have been needed for this message: nobody may read `nothing` into it. */
  readonly unread: boolean;
}

/** A detector that did not do its work on a batch; the messages went on without it. */
export interface DetectorFailure {
  readonly detector: string;
  readonly kind: 'threw' | 'overran';
  /** What is wrong, where our own code refused its world (a model file altered, say); never of what a message says. */
  readonly note?: string;
}

export interface Examination {
  /** One per message, in the order of the batch. */
  readonly findings: readonly Finding[];
  readonly failures: readonly DetectorFailure[];
}

/** Whether the text models can be used; the service reads without them meanwhile. */
export interface ModelsState {
  readonly state: 'none' | 'waiting' | 'loading' | 'ready' | 'unusable';
  /** What is wrong with which file. */
  readonly note?: string;
}

/** Runs every detector over a batch of one organisation. Never throws for what a message says. */
export abstract class Examiner {
  abstract examine(batch: readonly AdmittedMessage[], material: Material): Promise<Examination>;
  /** Begins to load what detectors need, so that the first message does not wait for it. Returns at once. */
  warm(): void {
    return;
  }
  /** Loads once more what could not be used when it was first loaded; where everything could be, does nothing. */
  renew(): Promise<void> {
    return Promise.resolve();
  }
  models(): ModelsState {
    return { state: 'none' };
  }
  /** Lets go of threads and sessions; the examiner is not used afterwards. */
  abstract close(): Promise<void>;
}
