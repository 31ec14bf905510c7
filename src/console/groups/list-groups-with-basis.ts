import { Injectable } from '@nestjs/common';
import { BasisOf } from '../../consent/index.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { ListGroups } from '../../people/index.js';
import { workOf } from '../../platform/auth/index.js';
import type { SignedVisit } from '../visit/visit.js';
import type { ListedGroup } from './groups-page.js';

/** Groups in reach, each with whether it may be read at all: two statements however many groups. */
@Injectable()
export class ListGroupsWithBasis {
  constructor(
    private readonly listGroups: ListGroups,
    private readonly basisOf: BasisOf,
    private readonly work: UnitOfWork,
  ) {}

  async execute({ principal }: SignedVisit): Promise<readonly ListedGroup[]> {
    const groups = (await this.listGroups.execute(principal)).filter(({ archivedAt }) => archivedAt === null);
    const ids = groups.map(({ id }) => id);
    const bases = await this.work.run(workOf(principal, 'read_groups'), (tx) => this.basisOf.ofMany(tx, ids));
    return groups.map((group) => ({ group, basis: bases.get(group.id)?.kind ?? 'none' }));
  }
}
