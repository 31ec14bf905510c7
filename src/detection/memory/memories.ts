import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { Vault } from '../../kernel/vault.js';
import type { Material } from '../examiner.js';
import { ConversationsRepository } from './conversations.repository.js';
import { NamesRepository } from './names.repository.js';
import { SightingsRepository } from './sightings.repository.js';

/** The memories of one organisation, shared by all workers through the database. */
@Injectable()
export class Memories {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  of(organisationId: OrganisationId): Pick<Material, 'sightings' | 'conversations' | 'names'> {
    const key = this.vault.index(organisationId, 'sighting-key', 'v1');
    return {
      sightings: new SightingsRepository(this.work, organisationId, key),
      conversations: new ConversationsRepository(this.work, organisationId),
      names: new NamesRepository(this.work, this.vault, organisationId),
    };
  }
}
