import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../../kernel/ids.js';
import type { SignedVisit } from '../../visit/visit.js';
import { ReadQueue } from '../read-queue.js';
import type { OneFlag } from '../read-queue.js';
import { ReadSurroundings } from './read-surroundings.js';
import type { Surroundings } from './read-surroundings.js';
import { TellWorth } from './tell-worth.js';
import type { WorthOf } from './tell-worth.js';

/** Everything the page of one flag shows. */
export interface WholeFlag extends OneFlag {
  readonly around: Surroundings;
  readonly worthOf: WorthOf;
}

@Injectable()
export class GatherFlag {
  constructor(
    private readonly queue: ReadQueue,
    private readonly surroundings: ReadSurroundings,
    private readonly worth: TellWorth,
  ) {}

  async execute(visit: SignedVisit, id: FlagId): Promise<WholeFlag> {
    const one = await this.queue.one(visit, id);
    const around = await this.surroundings.execute(visit, id);
    return { ...one, around, worthOf: await this.worth.execute(visit, one.shown) };
  }
}
