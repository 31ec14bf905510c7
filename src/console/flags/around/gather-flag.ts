import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../../kernel/ids.js';
import { ReadDecisions, ReadFlag } from '../../../review/index.js';
import type { DecisionView } from '../../../review/index.js';
import type { SignedVisit } from '../../visit/visit.js';
import { Explainer, showFlag } from '../flag-model.js';
import type { ShownFlag } from '../flag-model.js';
import { ReadSurroundings } from './read-surroundings.js';
import type { Surroundings } from './read-surroundings.js';
import { TellWorth } from './tell-worth.js';
import type { WorthOf } from './tell-worth.js';

/** Everything the page of one flag shows. */
export interface WholeFlag {
  readonly shown: ShownFlag;
  readonly decisions: readonly DecisionView[];
  readonly around: Surroundings;
  readonly worthOf: WorthOf;
}

@Injectable()
export class GatherFlag {
  constructor(
    private readonly readFlag: ReadFlag,
    private readonly readDecisions: ReadDecisions,
    private readonly explainer: Explainer,
    private readonly surroundings: ReadSurroundings,
    private readonly worth: TellWorth,
  ) {}

  async execute(visit: SignedVisit, id: FlagId): Promise<WholeFlag> {
    const { principal, reader } = visit;
    const flag = await this.readFlag.execute(principal, id);
    const shown = showFlag(flag, { reader, explainer: this.explainer });
    return {
      shown,
      decisions: await this.readDecisions.execute(principal, id),
      around: await this.surroundings.execute(visit, id),
      worthOf: await this.worth.execute(visit, shown),
    };
  }
}
