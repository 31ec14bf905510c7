import { Injectable } from '@nestjs/common';
import type { OrganisationId, ProgrammeId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { GroupRepository } from '../groups/group.repository.js';
import { LibraryRepository } from '../library/library.repository.js';
import { PeopleOptions } from '../people.options.js';
import { OrganisationRepository } from './organisation.repository.js';

/** What every organisation starts with: a name, one programme and the register of official identities. */
@Injectable()
export class Foundation {
  constructor(
    private readonly organisations: OrganisationRepository,
    private readonly groups: GroupRepository,
    private readonly library: LibraryRepository,
    private readonly options: PeopleOptions,
  ) {}

  async lay(
    tx: Transaction,
    id: OrganisationId,
    input: { readonly organisation: string; readonly programme: string; readonly timezone: string },
  ): Promise<ProgrammeId> {
    await this.organisations.insert(tx, id, input.organisation.trim());
    const programmeId = newId<'programme'>();
    const { programme, timezone } = input;
    await this.groups.insertProgramme(tx, { id: programmeId, name: programme.trim(), timezone });
    await this.library.addIdentities(tx, this.options.register);
    return programmeId;
  }
}
