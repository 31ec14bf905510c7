import { Injectable } from '@nestjs/common';
import { FindDemo } from '../../demo/index.js';
import { FirstRun, SignIn } from '../../people/index.js';
import type { IssuedSession } from '../../platform/auth/index.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';

export type Entrance =
  | { readonly kind: 'entered'; readonly session: IssuedSession; readonly isIn: boolean }
  | {
      readonly kind: 'again';
      readonly email: string;
      readonly faults: FormFaults;
      readonly status: 422 | 429;
    };

/** From a posted sign-in form to a session. Which of the two fields was wrong is nobody's business. */
@Injectable()
export class EnterConsole {
  constructor(
    private readonly firstRun: FirstRun,
    private readonly demo: FindDemo,
    private readonly signIn: SignIn,
  ) {}

  /** Nobody could sign in: there is no organisation and no demo. */
  async isNobodyHere(): Promise<boolean> {
    return (await this.firstRun.isDue()) && (await this.demo.execute()).kind === 'none';
  }

  async execute(
    posted: PostedForm,
    from: { readonly address: string; readonly userAgent: string | undefined },
  ): Promise<Entrance> {
    const form = new FormReading(posted);
    const email = form.required('email', 254);
    const password = form.secret('password');
    if (form.isFaulty) return { kind: 'again', email, faults: form.faults, status: 422 };
    const entered = await this.signIn.execute({ email, password, ...from });
    if (entered.kind === 'signed_in')
      return { kind: 'entered', session: entered.session, isIn: entered.awaits === null };
    if (entered.reason === 'wrong-credentials')
      return { kind: 'again', email, faults: { '': { word: 'signIn.wrong' } }, status: 422 };
    const count = Math.ceil(Number(entered.details.retryAfterSeconds ?? 60) / 60);
    return {
      kind: 'again',
      email,
      faults: { '': { word: 'signIn.tooMany', fillings: { count } } },
      status: 429,
    };
  }
}
