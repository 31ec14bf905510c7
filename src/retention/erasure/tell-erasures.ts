import { Injectable } from '@nestjs/common';
import type { Ground } from '../../kernel/erasure-ground.js';
import { isUuid } from '../../kernel/ids.js';
import type { Id, MemberId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { inWhole } from '../in-whole.js';
import { ErasureNotFound } from '../retention.errors.js';
import type { Erasure } from './erasure.js';
import { ErasureRepository } from './erasure.repository.js';
import { ForgetMember } from './forget-member.js';

/** As many as a page shows. */
const SHOWN = 20;

/** Erasures as people ask for them and read their receipts. */
@Injectable()
export class TellErasures {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly erasures: ErasureRepository,
    private readonly forget: ForgetMember,
  ) {}

  async ask(principal: Principal, memberId: MemberId, ground: Ground): Promise<Erasure> {
    const { organisationId, actor } = inWhole(principal, 'members.forget');
    if (organisationId === null) throw new ErasureNotFound();
    return this.forget.execute({ organisationId, memberId, ground }, actor);
  }

  list(principal: Principal): Promise<readonly Erasure[]> {
    return this.uow.run(inWhole(principal, 'retention.read'), (tx) => this.erasures.list(tx, SHOWN));
  }

  async read(principal: Principal, id: string): Promise<Erasure> {
    if (!isUuid(id)) throw new ErasureNotFound();
    const erasure = await this.uow.run(inWhole(principal, 'retention.read'), (tx) =>
      this.erasures.byId(tx, id as Id<'erasure'>),
    );
    if (!erasure) throw new ErasureNotFound();
    return erasure;
  }
}
