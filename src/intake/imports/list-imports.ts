import { Injectable } from '@nestjs/common';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { ReachGroup } from '../../people/index.js';
import type { Import } from './import.js';
import { ImportsRepository } from './imports.repository.js';

/** A page nobody scrolls through twice; a group is imported a few times a month. */
const MOST = 50;

/** A group's imports, newest first. */
@Injectable()
export class ListImports {
  constructor(
    private readonly work: UnitOfWork,
    private readonly imports: ImportsRepository,
    private readonly reach: ReachGroup,
  ) {}

  /** @throws GroupNotFound (404) */
  execute(principal: Principal, groupId: GroupId): Promise<readonly Import[]> {
    return this.work.run(workOf(principal, 'read_import'), async (tx) => {
      await this.reach.execute(tx, principal, { groupId, permission: 'imports.read' });
      return this.imports.ofGroup(tx, groupId, MOST);
    });
  }
}
