import { Injectable } from '@nestjs/common';
import type { ImportId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import { GroupNotFound, ReachGroup } from '../../people/index.js';
import type { Import, QuarantinedLine } from './import.js';
import { ImportNotFound } from './imports.errors.js';
import { ImportsRepository } from './imports.repository.js';

export interface ImportReport extends Import {
  /** The first thousand lines that could not be read, by number and reason. */
  readonly broken: readonly QuarantinedLine[];
}

/** How far an import has come, and what of the file could not be read. */
@Injectable()
export class ReadImport {
  constructor(
    private readonly work: UnitOfWork,
    private readonly imports: ImportsRepository,
    private readonly reach: ReachGroup,
  ) {}

  /** @throws ImportNotFound (404), for what lies beyond the principal's reach too */
  execute(principal: Principal, id: ImportId): Promise<ImportReport> {
    return this.work.run(workOf(principal, 'read_import'), async (tx) => {
      const found = await this.imports.find(tx, id);
      if (!found) throw new ImportNotFound();
      await this.mustReach(tx, principal, found);
      return { ...found, broken: await this.imports.quarantined(tx, id) };
    });
  }

  /** Another sentence for a group out of reach would tell that the import is there. */
  private async mustReach(tx: Transaction, principal: Principal, { groupId }: Import): Promise<void> {
    try {
      await this.reach.execute(tx, principal, { groupId, permission: 'imports.read' });
    } catch (error) {
      throw error instanceof GroupNotFound ? new ImportNotFound() : error;
    }
  }
}
