import { Injectable } from '@nestjs/common';
import type { DeliveryId } from '../../kernel/ids.js';
import { ListDeadLetters, ReplayDeadLetters } from '../../intake/index.js';
import { ListGroups } from '../../people/index.js';
import type { SignedVisit } from '../visit/visit.js';
import type { ShownLetter } from './dead-letters-page.js';

/** What waits for a person because it could not be read, with the names of the groups it came for. */
@Injectable()
export class TendDeadLetters {
  constructor(
    private readonly listLetters: ListDeadLetters,
    private readonly replayLetters: ReplayDeadLetters,
    private readonly listGroups: ListGroups,
  ) {}

  async list({ principal }: SignedVisit): Promise<readonly ShownLetter[]> {
    const groups = await this.listGroups.execute(principal);
    const names = new Map(groups.map(({ id, name }) => [id, name]));
    const letters = await this.listLetters.execute(principal);
    return letters.map((letter) => ({ letter, group: names.get(letter.groupId) ?? null }));
  }

  /** False when it is no dead letter, any more or ever. */
  async replay({ principal }: SignedVisit, id: string): Promise<boolean> {
    return (await this.replayLetters.execute(principal, [id as DeliveryId])) > 0;
  }
}
