import type { Reason } from '../../../kernel/signal.js';
import type { Span } from '../../../kernel/span.js';
import type { ExaminedMessage, NameHistory } from '../../detector.js';
import { linksOf } from '../../links/index.js';
import { readClaim } from './read-claims.js';
import type { SpokenClaim } from './read-claims.js';
import type { NameVerdict, RegisterIndex } from './register-index.js';

/** One ground to doubt that a sender is who they seem. */
export interface Suspicion {
  readonly probability: number;
  readonly reason: Reason;
  readonly spans: readonly Span[];
}

/** A display name that is an agency's: people put it there with pride, so only disguise makes it grave. */
const NAME: Readonly<Record<NameVerdict['likeness'], number>> = {
  same: 0.55,
  disguised: 0.85,
  close: 0.6,
  sounds: 0.5,
};
/** Staff do introduce themselves from private numbers; an office and a demand make it unlikely that they did. */
const CLAIM = 0.6;
const ROLE = 0.1;
const DEMAND = 0.2;
/** Reports and announcements name the agency too. */
const ABOUT_OTHERS = 0.4;
const DOMAIN = 0.75;
/** Namesakes are common; a namesake who asks for money is the oldest trick. */
const SAME_NAME = 0.2;
const SAME_NAME_DEMAND = 0.65;
const CHANGED_NAME_DEMAND = 0.6;

export interface Surroundings {
  readonly register: RegisterIndex;
  readonly names: NameHistory;
  /** How long a new name counts as just changed, in milliseconds. */
  readonly freshFor: number;
}

/** Every ground for doubt a message gives. */
export function suspicionsOf(examined: ExaminedMessage, around: Surroundings): Suspicion[] {
  const claim = readClaim(examined, around.register);
  return [
    nameSuspicion(examined, around, claim),
    claimSuspicion(claim, around),
    domainSuspicion(examined, around),
    ...historySuspicions(examined, around, claim),
  ].filter((suspicion) => suspicion !== null);
}

function nameSuspicion(
  { message }: ExaminedMessage,
  { register }: Surroundings,
  { asksForMoney }: SpokenClaim,
): Suspicion | null {
  const verdict = message.sender.name === null ? null : register.judgeName(message.sender.name);
  if (!verdict || register.owns(verdict.identity, message.sender.handle)) return null;
  return {
    probability: Math.min(NAME[verdict.likeness] + (asksForMoney ? DEMAND : 0), 0.95),
    reason: { key: `name-${verdict.likeness}`, params: { identity: register.nameOf(verdict.identity) } },
    spans: [],
  };
}

function claimSuspicion(claim: SpokenClaim, { register }: Surroundings): Suspicion | null {
  if (claim.identity === null) return null;
  const raised = CLAIM + (claim.withRole ? ROLE : 0) + (claim.asksForMoney ? DEMAND : 0);
  return {
    probability: Math.min(claim.aboutOthers ? raised - ABOUT_OTHERS : raised, 0.95),
    reason: {
      key: claim.asksForMoney ? 'claims-and-demands' : 'claims-to-be-from',
      params: { identity: register.nameOf(claim.identity) },
    },
    spans: claim.spans,
  };
}

function domainSuspicion({ views }: ExaminedMessage, { register }: Surroundings): Suspicion | null {
  for (const link of linksOf(views)) {
    const verdict = register.domains.judge(link.host);
    if (verdict.kind !== 'imitates') continue;
    return {
      probability: DOMAIN,
      reason: { key: 'imitated-domain', params: { identity: register.nameOf(verdict.identity) } },
      spans: [{ start: link.start, end: link.end }],
    };
  }
  return null;
}

function historySuspicions(
  { message }: ExaminedMessage,
  { names, freshFor }: Surroundings,
  { asksForMoney }: SpokenClaim,
): Suspicion[] {
  const found: Suspicion[] = [];
  if (names.sameName.has(message.memberId)) {
    const key = asksForMoney ? 'same-name-demand' : 'same-name';
    const probability = asksForMoney ? SAME_NAME_DEMAND : SAME_NAME;
    found.push({ probability, reason: { key, params: {} }, spans: [] });
  }
  const changedAt = names.changedAt.get(message.memberId);
  const age = changedAt === undefined ? Infinity : message.sentAt.getTime() - changedAt.getTime();
  if (asksForMoney && age >= 0 && age <= freshFor) {
    found.push({
      probability: CHANGED_NAME_DEMAND,
      reason: { key: 'changed-name-demand', params: {} },
      spans: [],
    });
  }
  return found;
}
