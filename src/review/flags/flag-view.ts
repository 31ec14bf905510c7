import { textLanguage, wayOf } from '../../actions/index.js';
import type { Assessment, Doubt } from '../../kernel/assessment.js';
import type { Harm } from '../../kernel/harm.js';
import type { FlagId, GroupId, MemberId, StaffId } from '../../kernel/ids.js';
import type { LanguageVerdict } from '../../kernel/language.js';
import { compareLevels } from '../../kernel/level.js';
import type { Level } from '../../kernel/level.js';
import type { Media } from '../../kernel/message.js';
import type { Keyring } from '../../kernel/vault.js';
import { offeredFor } from '../decisions/decision.js';
import type { DecisionKind } from '../decisions/decision.js';
import { pseudonymOf } from '../../kernel/pseudonym.js';
import { FLAG_TEXT_BINDING } from './stored-flag.js';
import type { FlagHarm, FlagState, StoredFlag } from './stored-flag.js';

/** A flag as a reviewer sees it. */
export interface FlagView {
  readonly id: FlagId;
  /** The zone is IANA's: where times are told as people of the group know them. */
  readonly group: { readonly id: GroupId; readonly name: string; readonly timezone: string };
  readonly memberId: MemberId;
  /** What reviewers call the member, e.g. `M-7K2Q`. */
  readonly pseudonym: string;
  readonly channelKind: string;
  readonly sentAt: Date;
  readonly raisedAt: Date;
  /** As the member wrote it; null when there were no words or the member was erased. */
  readonly text: string | null;
  readonly erased: boolean;
  readonly media: readonly Media['kind'][];
  readonly outcome: Assessment['outcome'];
  readonly doubts: readonly Doubt[];
  readonly level: Level;
  /** Worst first; the flag is filed under the first. Spans are UTF-16 offsets into `text`. */
  readonly harms: readonly FlagHarm[];
  readonly language: LanguageVerdict;
  readonly policy: string;
  readonly state: FlagState;
  /** When somebody should have looked; whether it went up the chain since. */
  readonly dueAt: Date;
  readonly escalated: boolean;
  /** When the service itself read the message again, because a detector had failed on it; null when it did not. */
  readonly readAgainAt: Date | null;
  /** Who is on it now. */
  readonly claim: (Person & { readonly until: Date }) | null;
  /** Language (BCP 47) of the text a person sends where the channel can do nothing; null where it can do everything. */
  readonly textLanguage: string | null;
  /** What a person may say about it. */
  readonly offered: readonly DecisionKind[];
  /** The words are hard to read: show them only when the reader asks. */
  readonly softened: boolean;
}

/** A colleague; the name is null when they are no longer known. */
export interface Person {
  readonly staffId: StaffId;
  readonly name: string | null;
  /** The reader themselves. */
  readonly you: boolean;
}

/** Words that reviewers should not meet unprepared, from `high` on; scams and rumours wear nobody down. */
const HARD_TO_READ = new Set<Harm>(['hate', 'abuse', 'threat', 'exploitation', 'disclosure']);

/** What is needed to show flags to one reader. */
export interface Shown {
  readonly keyring: Keyring;
  readonly personOf: (staffId: StaffId) => Person;
}

export function viewOf(flag: StoredFlag, { keyring, personOf }: Shown): FlagView {
  const { textCiphertext, memberId, claimedBy, claimedUntil } = flag;
  const text = textCiphertext && keyring.unseal(memberId, textCiphertext, FLAG_TEXT_BINDING);
  return {
    id: flag.id,
    group: { id: flag.groupId, name: flag.groupName, timezone: flag.groupTimezone },
    memberId,
    pseudonym: pseudonymOf(memberId),
    channelKind: flag.channelKind,
    sentAt: flag.sentAt,
    raisedAt: flag.createdAt,
    text,
    erased: textCiphertext !== null && text === null,
    media: flag.media,
    outcome: flag.outcome,
    doubts: flag.doubts,
    level: flag.level,
    harms: flag.harms,
    language: flag.language,
    policy: flag.policy,
    state: flag.state,
    dueAt: flag.dueAt,
    escalated: flag.escalatedAt !== null,
    readAgainAt: flag.readAgainAt,
    claim: claimedBy && claimedUntil && { ...personOf(claimedBy), until: claimedUntil },
    textLanguage: textLanguageOf(flag),
    offered: offeredFor(flag),
    softened: isHardToRead(flag.harms),
  };
}

/** Said before anyone relies on the channel. */
function textLanguageOf({ channelKind, groupLanguages }: StoredFlag): string | null {
  const byHand = (['warn', 'delete_message', 'remove_member'] as const).some(
    (action) => wayOf(action, channelKind) === 'person',
  );
  return byHand ? textLanguage(groupLanguages) : null;
}

export function isHardToRead(harms: readonly FlagHarm[]): boolean {
  return harms.some(({ harm, level }) => HARD_TO_READ.has(harm) && compareLevels(level, 'high') >= 0);
}
