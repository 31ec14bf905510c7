import { VouchedGate } from '../../src/consent/index.js';
import { newId } from '../../src/kernel/ids.js';
import type { GroupId, MemberId, MessageId, OrganisationId } from '../../src/kernel/ids.js';
import { SCAN_PURPOSES } from '../../src/kernel/message.js';
import type { AdmittedMessage, Forwarded, InboundMessage, Media } from '../../src/kernel/message.js';
import type { Transaction } from '../../src/kernel/transaction.js';

const organisationId: OrganisationId = newId<'organisation'>();
const groupId: GroupId = newId<'group'>();

/** `aMessage().from('Amina').saying('Habari')`; every step answers a new builder. */
export class MessageBuilder {
  constructor(
    private readonly inbound: InboundMessage,
    private readonly place: { readonly groupId: GroupId; readonly memberId: MemberId },
  ) {}

  saying(text: string): MessageBuilder {
    return this.with({ text });
  }

  from(name: string, handle = name): MessageBuilder {
    return this.with({ sender: { handle, name } });
  }

  by(memberId: MemberId): MessageBuilder {
    return new MessageBuilder(this.inbound, { ...this.place, memberId });
  }

  in(group: GroupId): MessageBuilder {
    return new MessageBuilder(this.inbound, { ...this.place, groupId: group });
  }

  at(iso: string): MessageBuilder {
    return this.with({ sentAt: new Date(iso) });
  }

  forwarded(forwarded: Forwarded): MessageBuilder {
    return this.with({ forwarded });
  }

  carrying(...media: Media[]): MessageBuilder {
    return this.with({ media });
  }

  /** As it arrived, before anybody was asked. */
  arrived(): InboundMessage {
    return this.inbound;
  }

  /** Through the gate of somebody who vouches for the basis: tests admit messages the way the product does. */
  async admitted(): Promise<AdmittedMessage> {
    const gate = new VouchedGate({ organisationId, purposes: SCAN_PURPOSES });
    const id: MessageId = newId<'message'>();
    const { admitted } = await gate.admit(
      NO_TRANSACTION,
      [{ id, inbound: this.inbound, ...this.place }],
      new Date(0),
    );
    const [message] = admitted;
    if (!message) throw new Error('The vouched gate refused a message');
    return message;
  }

  private with(change: Partial<InboundMessage>): MessageBuilder {
    return new MessageBuilder({ ...this.inbound, ...change }, this.place);
  }
}

export function aMessage(): MessageBuilder {
  return new MessageBuilder(
    {
      externalId: null,
      sender: { handle: '+254700000001', name: 'Amina' },
      sentAt: new Date('2026-05-03T09:00:00Z'),
      text: 'Habari ya asubuhi',
      state: 'sent',
      forwarded: 'unknown',
      media: [],
      ordinal: 0,
      line: null,
    },
    { groupId, memberId: newId<'member'>() },
  );
}

const NO_TRANSACTION: Transaction = {
  context: { organisationId, actor: { kind: 'service', id: 'test' }, purpose: 'test' },
  query: () => Promise.reject(new Error('The vouched gate asks no database')),
};
