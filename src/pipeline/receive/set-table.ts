import { Injectable } from '@nestjs/common';
import { Memories } from '../../detection/index.js';
import type { Material } from '../../detection/index.js';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId } from '../../kernel/ids.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { GroupProfiles, ReferenceLibrary } from '../../people/index.js';
import type { OnTheTable } from './reception.js';

/** Lays beside admitted messages what detectors may consult about them: profiles, libraries, memories. */
@Injectable()
export class SetTable {
  constructor(
    private readonly groups: GroupProfiles,
    private readonly library: ReferenceLibrary,
    private readonly memories: Memories,
    private readonly clock: Clock,
  ) {}

  /** Messages of groups that are closed meanwhile are left out. */
  async execute(
    tx: Transaction,
    organisationId: OrganisationId,
    messages: readonly AdmittedMessage[],
  ): Promise<OnTheTable> {
    const groups = await this.groups.execute(tx, groupsOf(messages));
    const material: Material = {
      organisationId,
      now: this.clock.now(),
      groups,
      identities: await this.library.identities(tx),
      claims: await this.library.claims(tx),
      ...this.memories.of(organisationId),
    };
    const programmes = new Map([...groups].map(([id, { programmeId }]) => [id, programmeId]));
    return { fresh: messages.filter(({ groupId }) => groups.has(groupId)), material, programmes };
  }
}

function groupsOf(messages: readonly AdmittedMessage[]) {
  return [...new Set(messages.map(({ groupId }) => groupId))];
}
