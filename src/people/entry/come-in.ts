import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import type { Transaction } from '../../kernel/transaction.js';
import { workOf } from '../../platform/auth/index.js';
import type { CurrentSession, EntryStep } from '../../platform/auth/index.js';
import { SessionRepository } from '../sign-in/session.repository.js';
import { AcceptConduct } from './accept-conduct.js';
import { EntrySteps } from './entry-steps.js';
import { SecondFactor } from './second-factor.js';
import type { Proof } from './second-factor.js';

/** The step was taken; what comes next, null when the service is open. */
export interface SteppedIn {
  readonly kind: 'stepped';
  readonly awaits: EntryStep | null;
}

export type StepRefused = Refused<'wrong-code' | 'too-many-attempts' | 'not-asked'>;

type Entering = Pick<CurrentSession, 'principal' | 'tokenHash' | 'awaits'>;

/** The steps between the password and the service. Taking one that is not asked for changes nothing. */
@Injectable()
export class ComeIn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly factor: SecondFactor,
    private readonly conduct: AcceptConduct,
    private readonly steps: EntrySteps,
  ) {}

  /** With the code of the app, or one of the recovery codes. */
  async showCode(session: Entering, code: string): Promise<SteppedIn | StepRefused> {
    const { principal, awaits } = session;
    if (awaits !== 'code') return refuse('not-asked');
    return this.uow.run(workOf(principal, 'sign_in'), async (tx) => {
      const proof = await this.factor.prove(tx, principal, code);
      return proof.kind === 'proven' ? this.advance(tx, session) : refusedFor(proof);
    });
  }

  async acceptConduct(session: Entering, language: string): Promise<SteppedIn | StepRefused> {
    const { principal, awaits } = session;
    if (awaits !== 'conduct') return refuse('not-asked');
    return this.uow.run(workOf(principal, 'sign_in'), async (tx) => {
      await this.conduct.execute(tx, principal.staffId, language);
      return this.advance(tx, session);
    });
  }

  /** After a second factor was set up because a role asks for it. */
  async advance(tx: Transaction, { principal, tokenHash }: Entering): Promise<SteppedIn> {
    const awaits = await this.steps.next(tx, principal.staffId, true);
    await this.sessions.await(tx, tokenHash, awaits);
    return { kind: 'stepped', awaits };
  }
}

export function refusedFor(
  proof: Exclude<Proof, { kind: 'proven' }>,
): Refused<'wrong-code' | 'too-many-attempts'> {
  return proof.kind === 'wait'
    ? refuse('too-many-attempts', { retryAfterSeconds: proof.seconds })
    : refuse('wrong-code');
}
