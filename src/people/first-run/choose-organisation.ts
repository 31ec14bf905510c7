import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { FIRST_RUN, OrganisationRepository } from './organisation.repository.js';

export type ChosenOrganisation =
  | { readonly kind: 'chosen'; readonly organisationId: OrganisationId }
  | Refused<'no-organisation' | 'which-organisation'>;

/** Which organisation a command means: the one named, or the only one there is. */
@Injectable()
export class ChooseOrganisation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly organisations: OrganisationRepository,
  ) {}

  async execute(named: OrganisationId | null): Promise<ChosenOrganisation> {
    const { ids, demo } = await this.uow.run(FIRST_RUN, async (tx) => ({
      ids: await this.organisations.ids(tx),
      demo: await this.organisations.demo(tx),
    }));
    // The demo is meant only by whoever names it.
    if (named !== null && demo?.id === named) return { kind: 'chosen', organisationId: named };
    const wanted = named ?? (ids.length === 1 ? ids[0] : undefined);
    if (ids.length === 0 || (wanted !== undefined && !ids.includes(wanted))) return refuse('no-organisation');
    if (wanted === undefined) return refuse('which-organisation', { organisations: ids.join(' ') });
    return { kind: 'chosen', organisationId: wanted };
  }
}
