import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../kernel/audit-trail.js';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { CurrentSession, EntryStep } from '../../platform/auth/index.js';
import { ComeIn, refusedFor } from '../entry/come-in.js';
import { addressOf } from '../entry/one-time-codes.js';
import { SecondFactor } from '../entry/second-factor.js';
import { ReadSelf } from '../staff/read-self.js';

/** What the app needs; shown until the first code was right. */
export interface FactorBegun {
  readonly kind: 'begun';
  readonly secret: string;
  readonly address: string;
}

export interface FactorConfirmed {
  readonly kind: 'confirmed';
  /** Shown once. */
  readonly recoveryCodes: readonly string[];
  /** What the session waits for now. */
  readonly awaits: EntryStep | null;
}

type Own = Pick<CurrentSession, 'principal' | 'tokenHash' | 'awaits'>;

/** One's own second factor: set up, recovery codes renewed, taken off. Each but the beginning asks for a code. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly self: ReadSelf,
    private readonly factor: SecondFactor,
    private readonly comeIn: ComeIn,
  ) {}

  /** Nothing asks for it before it is confirmed. */
  async begin({ principal }: Own): Promise<FactorBegun | Refused<'factor-in-use'>> {
    const { email } = await this.self.execute(principal);
    const secret = await this.uow.run(workOf(principal, 'account'), (tx) => this.factor.begin(tx, principal));
    if (secret === null) return refuse('factor-in-use');
    return { kind: 'begun', secret, address: addressOf(secret, email) };
  }

  /** With the first code of the app. Answers with recovery codes, also where they are only renewed. */
  async confirm(
    own: Own,
    code: string,
  ): Promise<FactorConfirmed | Refused<'wrong-code' | 'too-many-attempts'>> {
    const { principal } = own;
    return this.uow.run(workOf(principal, 'account'), async (tx) => {
      const proof = await this.factor.prove(tx, principal, code);
      if (proof.kind !== 'proven') return refusedFor(proof);
      const recoveryCodes = await this.factor.renewCodes(tx, principal);
      const object = { kind: 'staff', id: principal.staffId };
      await this.audit.record(tx, { act: 'second_factor.confirmed', object, outcome: 'done' });
      const { awaits } = own.awaits === null ? own : await this.comeIn.advance(tx, own);
      return { kind: 'confirmed', recoveryCodes, awaits };
    });
  }

  async remove(
    { principal }: Own,
    code: string,
  ): Promise<{ kind: 'removed' } | Refused<'factor-required' | 'wrong-code' | 'too-many-attempts'>> {
    return this.uow.run(workOf(principal, 'account'), async (tx) => {
      if (await this.factor.isRequired(tx, principal)) return refuse('factor-required');
      const proof = await this.factor.prove(tx, principal, code);
      if (proof.kind !== 'proven') return refusedFor(proof);
      await this.factor.remove(tx, principal);
      const object = { kind: 'staff', id: principal.staffId };
      await this.audit.record(tx, { act: 'second_factor.removed', object, outcome: 'done' });
      return { kind: 'removed' };
    });
  }
}
