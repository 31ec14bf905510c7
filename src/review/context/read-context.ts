import { Injectable } from '@nestjs/common';
import { ReadAround } from '../../intake/index.js';
import type { Around, NearMessage } from '../../intake/index.js';
import { AuditTrail } from '../../kernel/audit-trail.js';
import type { FlagId, MemberId } from '../../kernel/ids.js';
import type { MediaKind } from '../../kernel/message.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { FlagRepository } from '../flags/flag.repository.js';
import { pseudonymOf } from '../../kernel/pseudonym.js';
import { ReachFlag } from '../flags/reach-flag.js';
import type { StoredFlag } from '../flags/stored-flag.js';
import { BystanderMask } from './mask-bystanders.js';

/** A message beside a flag, as far as a reviewer may see it. */
export interface ContextMessage {
  /** The flag's own member by their pseudonym; bystanders `A`, `B`... in the order they appear. */
  readonly who: string;
  /** Written by the member the flag is about. */
  readonly own: boolean;
  readonly sentAt: Date;
  /** Names, numbers and handles of people masked. Null without words, or when the member was erased. */
  readonly text: string | null;
  readonly language: string;
  readonly media: readonly MediaKind[];
  /** The words are hard to read: show them only when the reader asks. */
  readonly softened: boolean;
}

/** Empty on both sides when the conversation is no longer kept. */
export interface FlagContext {
  readonly before: readonly ContextMessage[];
  readonly after: readonly ContextMessage[];
}

/** The messages around a flag in its group. Reading them is on record. */
@Injectable()
export class ReadContext {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reach: ReachFlag,
    private readonly around: ReadAround,
    private readonly flags: FlagRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** `size` messages on each side. Throws FlagNotFound outside the principal's reach. */
  execute(principal: Principal, id: FlagId, size: number): Promise<FlagContext> {
    return this.uow.run(workOf(principal, 'review'), async (tx) => {
      const flag = await this.reach.execute(tx, principal, { id, permission: 'flags.read' });
      const { groupId, sentAt: at, messageId: except } = flag;
      const found = await this.around.execute(tx, { groupId, at }, { size, except });
      const messages = [...found.before, ...found.after];
      const hard = await this.flags.hardToRead(
        tx,
        messages.map((message) => message.id),
      );
      if (messages.length > 0)
        await this.audit.record(tx, {
          act: 'context.viewed',
          object: { kind: 'flag', id },
          outcome: 'done',
          details: { messages: messages.length },
        });
      return contextOf(flag, found, hard);
    });
  }
}

function contextOf(flag: StoredFlag, found: Around, hard: ReadonlySet<string>): FlagContext {
  const names = namesOf(flag, [...found.before, ...found.after]);
  const mask = new BystanderMask(found.handles, names);
  const show = ({ id, memberId, text, ...message }: NearMessage): ContextMessage => ({
    who: names.get(memberId) ?? '',
    own: memberId === flag.memberId,
    sentAt: message.sentAt,
    text: text && mask.mask(text),
    language: message.language,
    media: message.media,
    softened: hard.has(id),
  });
  return { before: found.before.map(show), after: found.after.map(show) };
}

function namesOf(flag: StoredFlag, messages: readonly NearMessage[]): ReadonlyMap<MemberId, string> {
  const names = new Map<MemberId, string>([[flag.memberId, pseudonymOf(flag.memberId)]]);
  for (const { memberId } of messages) if (!names.has(memberId)) names.set(memberId, letter(names.size - 1));
  return names;
}

/** `A` to `Z`, then `A2`... */
function letter(index: number): string {
  const round = Math.floor(index / 26);
  return String.fromCharCode(65 + (index % 26)) + (round === 0 ? '' : String(round + 1));
}
