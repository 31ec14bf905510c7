import { Injectable } from '@nestjs/common';
import { StoreMessages } from '../../intake/index.js';
import { Clock } from '../../kernel/clock.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import { Archive } from './archive.js';
import type { Findings, Keep } from './archive.js';
import { Bookkeeping } from './bookkeeping.js';
import type { Verdict } from '../examine-messages.js';
import { FlagMessages } from './flag-messages.js';

/** Messages, flags, counters, acknowledgement and audit entry: one transaction, a fixed number of statements. */
@Injectable()
export class DatabaseArchive extends Archive {
  constructor(
    private readonly clock: Clock,
    private readonly messages: StoreMessages,
    private readonly flags: FlagMessages,
    private readonly books: Bookkeeping,
  ) {
    super();
  }

  async prepare(findings: Findings): Promise<Keep> {
    const { batch, recognised, examined } = findings;
    const stored = await this.messages.seal(
      batch.organisationId,
      recognised,
      examined.verdicts.map(toRemember),
    );
    const flags = await this.flags.seal({
      organisationId: batch.organisationId,
      verdicts: examined.verdicts,
      programmes: findings.table.programmes,
      channelKindOf: (id) => recognised.messages.get(id)?.arrival.channelKind,
    });
    return async (tx, conclusion) => {
      const at = this.clock.now();
      const kept = new Set(conclusion.kept.map(({ message }) => message.id));
      const stays = ({ message }: { readonly message: AdmittedMessage }) => kept.has(message.id);
      await this.messages.execute(tx, stored.filter(stays), at);
      await this.flags.execute(tx, flags.filter(stays), at);
      await this.books.execute(tx, conclusion, at);
    };
  }
}

function toRemember({ message, assessment, heat, readAgain }: Verdict) {
  return { message, language: assessment.language.language, heat, readAgain };
}
