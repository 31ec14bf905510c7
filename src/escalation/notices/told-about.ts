import { Injectable } from '@nestjs/common';
import type { EscalationSubject } from '../../kernel/escalation.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ToldRepository } from './told.repository.js';
import type { Told } from './told.repository.js';

export interface ToldAboutSubject {
  /** First told first. */
  readonly people: readonly Told[];
  /** When the next people are told; null while somebody answers for it, and when it is settled. */
  readonly nextAt: Date | null;
  /** At the last step there was nobody at all to tell. */
  readonly unanswerable: boolean;
}

/** Who has been told of a matter. For the room that keeps it: whether the reader may know is asked there. */
@Injectable()
export class ToldAbout {
  constructor(private readonly told: ToldRepository) {}

  async execute(tx: Transaction, subject: EscalationSubject): Promise<ToldAboutSubject> {
    const people = await this.told.people(tx, subject);
    const run = await this.told.next(tx, subject);
    return { people, nextAt: run?.nextAt ?? null, unanswerable: run?.unanswerable ?? false };
  }
}
