import { Injectable } from '@nestjs/common';
import { Memories } from '../../detection/index.js';
import type { Material } from '../../detection/index.js';
import { RecogniseArrivals, WelcomeAdmitted } from '../../intake/index.js';
import type { Recognised, Welcomed } from '../../intake/index.js';
import { Clock } from '../../kernel/clock.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { GroupProfiles, ReferenceLibrary } from '../../people/index.js';
import { Reception } from './reception.js';
import type { OnTheTable } from './reception.js';
import type { WalkBatch } from '../walk-batch.js';

/** Members, identities and material from the database, shared by all workers. */
@Injectable()
export class DatabaseReception extends Reception {
  constructor(
    private readonly arrivals: RecogniseArrivals,
    private readonly admitted: WelcomeAdmitted,
    private readonly groups: GroupProfiles,
    private readonly library: ReferenceLibrary,
    private readonly memories: Memories,
    private readonly clock: Clock,
  ) {
    super();
  }

  recognise(tx: Transaction, batch: WalkBatch): Promise<Recognised> {
    return this.arrivals.execute(tx, batch.organisationId, batch.arrivals);
  }

  async welcome(
    tx: Transaction,
    batch: WalkBatch,
    { recognised, ...admitted }: Welcomed & { readonly recognised: Recognised },
  ): Promise<OnTheTable> {
    const { organisationId } = batch;
    const fresh = await this.admitted.execute(tx, organisationId, { recognised, admitted });
    const groups = await this.groups.execute(tx, groupsOf(fresh));
    const material: Material = {
      organisationId,
      now: this.clock.now(),
      groups,
      identities: await this.library.identities(tx),
      claims: await this.library.claims(tx),
      ...this.memories.of(organisationId),
    };
    const programmes = new Map([...groups].map(([id, { programmeId }]) => [id, programmeId]));
    return { fresh: fresh.filter(({ groupId }) => groups.has(groupId)), material, programmes };
  }
}

function groupsOf(messages: readonly AdmittedMessage[]) {
  return [...new Set(messages.map(({ groupId }) => groupId))];
}
