import type { GroupId, MemberId, OrganisationId } from '../../kernel/ids.js';
import type { AdmittedMessage, ScanPurpose } from '../../kernel/message.js';
import type { Candidate, RefusalReason, RefusedCount } from './gate.js';

/** What the ledger says about one member in one group. */
export type Ruling =
  | { readonly kind: 'allowed'; readonly purposes: readonly ScanPurpose[] }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** An admitted message but for the brand. */
type Unadmitted = {
  readonly [Field in keyof AdmittedMessage as Field extends symbol ? never : Field]: AdmittedMessage[Field];
};

export interface Sorted {
  readonly admitted: readonly AdmittedMessage[];
  readonly refused: readonly RefusedCount[];
}

/** Sorts candidates by the ruling on each: the one place where a message becomes an admitted one. */
export function sortCandidates(
  organisationId: OrganisationId,
  candidates: readonly Candidate[],
  rule: (groupId: GroupId, memberId: MemberId) => Ruling,
): Sorted {
  return sort(
    candidates.map((candidate) => {
      const ruling = rule(candidate.groupId, candidate.memberId);
      const purposes = ruling.kind === 'allowed' ? ruling.purposes : [];
      return { message: asMessage(organisationId, candidate, purposes), ruling };
    }),
  );
}

/** Rules again on messages that were admitted before; purposes may have become fewer, or more. */
export function sortAgain(
  messages: readonly AdmittedMessage[],
  rule: (groupId: GroupId, memberId: MemberId) => Ruling,
): Sorted {
  return sort(
    messages.map((message) => {
      const ruling = rule(message.groupId, message.memberId);
      return {
        message: ruling.kind === 'allowed' ? { ...message, purposes: ruling.purposes } : message,
        ruling,
      };
    }),
  );
}

function sort(ruled: readonly { readonly message: Unadmitted; readonly ruling: Ruling }[]): Sorted {
  const admitted: AdmittedMessage[] = [];
  const refused = new Map<string, RefusedCount>();
  for (const { message, ruling } of ruled) {
    if (isAdmitted(message, ruling)) admitted.push(message);
    else if (ruling.kind === 'refused') count(refused, message.groupId, ruling.reason);
  }
  return { admitted, refused: [...refused.values()] };
}

function asMessage(
  organisationId: OrganisationId,
  { id, groupId, memberId, inbound }: Candidate,
  purposes: readonly ScanPurpose[],
): Unadmitted {
  const { sender, sentAt, text, state, forwarded, media, line } = inbound;
  return {
    id,
    organisationId,
    groupId,
    memberId,
    sender,
    sentAt,
    text,
    state,
    forwarded,
    media,
    line,
    purposes,
  };
}

/** The brand is granted by asking, not by casting: a type predicate over the ruling. */
function isAdmitted(_message: Unadmitted, ruling: Ruling): _message is AdmittedMessage {
  return ruling.kind === 'allowed';
}

function count(refused: Map<string, RefusedCount>, groupId: GroupId, reason: RefusalReason): void {
  const key = `${groupId} ${reason}`;
  const before = refused.get(key)?.count ?? 0;
  refused.set(key, { groupId, reason, count: before + 1 });
}
