import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../consent/index.js';
import { newId } from '../../kernel/ids.js';
import type { GroupId, MemberId, MessageId, OrganisationId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import type { Arrival, Arrivals, JoinArrival } from '../deliveries/open-deliveries.js';
import { uuidOf } from '../uuid-of.js';
import { handleIndex } from './handle-index.js';
import { identityOf } from './identity-of.js';
import { MembersRepository } from './members.repository.js';
import { MessagesRepository } from './messages.repository.js';

/** A handle nobody had before; stored only if the gate lets its member through. */
export interface Newcomer {
  readonly memberId: MemberId;
  readonly handleIndex: Uint8Array;
  readonly channelKind: string;
  readonly handle: string;
}

export interface RecognisedMessage {
  readonly arrival: Arrival;
  readonly candidate: Candidate;
  readonly identity: Uint8Array;
}

/** A batch in which everything has an id; nobody has been asked about any of it. */
export interface Recognised {
  /** One per arrival, in order; the same message arriving twice has one id. */
  readonly ids: readonly MessageId[];
  /** The first arrival of each id. */
  readonly messages: ReadonlyMap<MessageId, RecognisedMessage>;
  /** People who came in, as candidates without words: who may not be read is not remembered as joining either. */
  readonly joins: readonly Candidate[];
  readonly newcomers: ReadonlyMap<MemberId, Newcomer>;
}

/**
 * Gives every message the id it always had and every sender a member. Ids come from keyed HMACs, so that walking a
 * batch again after a crash changes nothing in what detectors remember.
 */
@Injectable()
export class RecogniseArrivals {
  constructor(
    private readonly vault: Vault,
    private readonly members: MembersRepository,
    private readonly messages: MessagesRepository,
  ) {}

  async execute(tx: Transaction, organisationId: OrganisationId, arrivals: Arrivals): Promise<Recognised> {
    const { messages, joins } = arrivals;
    await this.messages.makeRoom(tx, moments(arrivals));
    const people = new People(this.vault, organisationId);
    for (const { channelKind, groupId, message } of messages) {
      people.meet({ channelKind, groupId, handle: message.sender.handle });
    }
    for (const join of joins) people.meet(join);
    const newcomers = people.settle(await this.members.find(tx, people.indexes()));
    const recognised = messages.map((arrival) => this.recognise(organisationId, arrival, people));
    return {
      ids: recognised.map(({ candidate }) => candidate.id),
      messages: firsts(recognised),
      joins: joins.map((join) => asCandidate(join, people.memberOf(join))),
      newcomers,
    };
  }

  private recognise(organisationId: OrganisationId, arrival: Arrival, people: People): RecognisedMessage {
    const { channelKind, groupId, message } = arrival;
    const digest = this.vault.index(organisationId, 'message-identity', identityOf(arrival));
    const memberId = people.memberOf({ channelKind, groupId, handle: message.sender.handle });
    return {
      arrival,
      candidate: { id: uuidOf<'message'>(digest), groupId, memberId, inbound: message },
      identity: digest.subarray(0, 16),
    };
  }
}

interface Place {
  readonly channelKind: string;
  readonly groupId: GroupId;
  readonly handle: string;
}

/** The handles of a batch, each looked up once however often its owner writes. */
class People {
  private readonly byPlace = new Map<string, { readonly key: string; readonly place: Place }>();
  private readonly byKey = new Map<string, { readonly index: Uint8Array; memberId: MemberId | null }>();

  constructor(
    private readonly vault: Vault,
    private readonly organisationId: OrganisationId,
  ) {}

  meet(place: Place): void {
    const name = nameOf(place);
    if (this.byPlace.has(name)) return;
    const index = handleIndex(this.vault, this.organisationId, place);
    const key = Buffer.from(index).toString('hex');
    this.byPlace.set(name, { key, place });
    if (!this.byKey.has(key)) this.byKey.set(key, { index, memberId: null });
  }

  indexes(): readonly Uint8Array[] {
    return [...this.byKey.values()].map(({ index }) => index);
  }

  /** Members that are known keep their id; the others get one, and are answered. */
  settle(known: ReadonlyMap<string, MemberId>): ReadonlyMap<MemberId, Newcomer> {
    const newcomers = new Map<MemberId, Newcomer>();
    for (const { key, place } of this.byPlace.values()) {
      const entry = this.byKey.get(key);
      if (!entry || entry.memberId) continue;
      entry.memberId = known.get(key) ?? newId<'member'>();
      if (known.has(key)) continue;
      const { channelKind, handle } = place;
      newcomers.set(entry.memberId, {
        memberId: entry.memberId,
        handleIndex: entry.index,
        channelKind,
        handle,
      });
    }
    return newcomers;
  }

  memberOf(place: Place): MemberId {
    const memberId = this.byKey.get(this.byPlace.get(nameOf(place))?.key ?? '')?.memberId;
    if (!memberId) throw new TypeError('A handle that was never met');
    return memberId;
  }
}

function nameOf({ channelKind, groupId, handle }: Place): string {
  return `${channelKind}\n${groupId}\n${handle}`;
}

function* moments({ messages, joins }: Arrivals): Iterable<Date> {
  for (const { message } of messages) yield message.sentAt;
  for (const { at } of joins) yield at;
}

function firsts(recognised: readonly RecognisedMessage[]): ReadonlyMap<MessageId, RecognisedMessage> {
  const messages = new Map<MessageId, RecognisedMessage>();
  for (const one of recognised) if (!messages.has(one.candidate.id)) messages.set(one.candidate.id, one);
  return messages;
}

function asCandidate({ handle, at, groupId }: JoinArrival, memberId: MemberId): Candidate {
  return {
    id: newId<'message'>(),
    groupId,
    memberId,
    inbound: {
      externalId: null,
      sender: { handle, name: null },
      sentAt: at,
      text: '',
      state: 'sent',
      forwarded: 'unknown',
      media: [],
      ordinal: 0,
      line: null,
    },
  };
}
