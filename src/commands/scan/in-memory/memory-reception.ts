import type { Candidate } from '../../../consent/index.js';
import { InMemoryConversations, InMemoryNames, InMemorySightings } from '../../../detection/index.js';
import type { Material } from '../../../detection/index.js';
import type { JoinArrival, Recognised, RecognisedMessage, Welcomed } from '../../../intake/index.js';
import type { Clock } from '../../../kernel/clock.js';
import type { GroupProfile } from '../../../kernel/group-profile.js';
import { newId } from '../../../kernel/ids.js';
import type { GroupId, MemberId, MessageId, ProgrammeId } from '../../../kernel/ids.js';
import type { Transaction } from '../../../kernel/transaction.js';
import { Reception } from '../../../pipeline/index.js';
import type { OnTheTable, WalkBatch } from '../../../pipeline/index.js';
import type { Rules } from '../read-rules.js';

/** Members, names and what was seen, for as long as the command runs. Every message of a file is a message of its own. */
export class MemoryReception extends Reception {
  readonly conversations = new InMemoryConversations();
  private readonly sightings = new InMemorySightings();
  private readonly names = new InMemoryNames();
  private readonly members = new Map<string, MemberId>();
  private readonly pseudonyms = new Map<MemberId, string>();
  private readonly groups = new Map<GroupId, GroupProfile>();

  constructor(
    private readonly rules: Rules,
    private readonly clock: Clock,
  ) {
    super();
  }

  addGroup(profile: GroupProfile): void {
    this.groups.set(profile.id, profile);
  }

  /** `M-1` for the first person who wrote, and so on; the file's own names stay in the file. */
  pseudonymOf(memberId: MemberId): string {
    return this.pseudonyms.get(memberId) ?? 'M-0';
  }

  recognise(_tx: Transaction, { arrivals }: WalkBatch): Promise<Recognised> {
    const messages = new Map<MessageId, RecognisedMessage>();
    for (const arrival of arrivals.messages) {
      const { groupId, message } = arrival;
      const id: MessageId = newId();
      const memberId = this.memberOf(groupId, message.sender.handle);
      const candidate = { id, groupId, memberId, inbound: message };
      messages.set(id, { arrival, candidate, identity: new Uint8Array() });
    }
    const joins = arrivals.joins.map((join) => this.asCandidate(join));
    return Promise.resolve({ ids: [...messages.keys()], messages, joins, newcomers: new Map() });
  }

  welcome(
    _tx: Transaction,
    { organisationId }: WalkBatch,
    { messages, joins }: Welcomed & { readonly recognised: Recognised },
  ): Promise<OnTheTable> {
    for (const { id, groupId, memberId, sentAt } of joins) {
      this.conversations.remember(groupId, [
        { messageId: id, memberId, at: sentAt, heat: 0, kind: 'joined' },
      ]);
    }
    const { identities, claims } = this.rules;
    const { groups, sightings, conversations, names } = this;
    const now = this.clock.now();
    const material: Material = {
      organisationId,
      now,
      groups,
      identities,
      claims,
      sightings,
      conversations,
      names,
    };
    const programmes = new Map([...groups.keys()].map((id) => [id, NO_PROGRAMME]));
    return Promise.resolve({ fresh: messages, material, programmes });
  }

  private memberOf(groupId: GroupId, handle: string): MemberId {
    const key = `${groupId} ${handle}`;
    const known = this.members.get(key);
    if (known) return known;
    const memberId: MemberId = newId();
    this.members.set(key, memberId);
    this.pseudonyms.set(memberId, `M-${this.members.size}`);
    return memberId;
  }

  private asCandidate({ groupId, handle, at }: JoinArrival): Candidate {
    return {
      id: newId(),
      groupId,
      memberId: this.memberOf(groupId, handle),
      inbound: { ...NO_WORDS, sentAt: at },
    };
  }
}

const NO_PROGRAMME: ProgrammeId = newId();

const NO_WORDS: Omit<Candidate['inbound'], 'sentAt'> = {
  externalId: null,
  sender: { handle: '', name: null },
  text: '',
  state: 'sent',
  forwarded: 'unknown',
  media: [],
  ordinal: 0,
  line: null,
};
