import { Injectable } from '@nestjs/common';
import type { OrganisationId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { AcceptConduct } from '../entry/accept-conduct.js';
import { GroupRepository } from '../groups/group.repository.js';
import { LibraryRepository } from '../library/library.repository.js';
import { PeopleOptions } from '../people.options.js';
import { OrganisationRepository } from './organisation.repository.js';

export interface Ground {
  readonly organisation: string;
  readonly programme: string;
  /** IANA zone of the programme. */
  readonly timezone: string;
}

/** What every organisation starts with: a name, one programme and the register of official identities. */
@Injectable()
export class Foundation {
  constructor(
    private readonly organisations: OrganisationRepository,
    private readonly groups: GroupRepository,
    private readonly library: LibraryRepository,
    private readonly options: PeopleOptions,
    private readonly conduct: AcceptConduct,
  ) {}

  async lay(tx: Transaction, id: OrganisationId, input: Ground): Promise<ProgrammeId> {
    await this.organisations.insert(tx, id, input.organisation.trim());
    return this.furnish(tx, input);
  }

  /** Null when there is a demo already. */
  async layDemo(tx: Transaction, id: OrganisationId, input: Ground): Promise<ProgrammeId | null> {
    if (!(await this.organisations.insertDemo(tx, id, input.organisation))) return null;
    return this.furnish(tx, input);
  }

  private async furnish(tx: Transaction, input: Ground): Promise<ProgrammeId> {
    const programmeId = newId<'programme'>();
    const { programme, timezone } = input;
    await this.groups.insertProgramme(tx, { id: programmeId, name: programme.trim(), timezone });
    await this.library.addIdentities(tx, this.options.register);
    return programmeId;
  }

  /** The page that opens the organisation says that this is what opening it means. */
  accept(tx: Transaction, founder: StaffId, language: string): Promise<void> {
    return this.conduct.execute(tx, founder, language);
  }
}
