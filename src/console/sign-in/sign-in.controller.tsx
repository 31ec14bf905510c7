import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { SignOut } from '../../people/index.js';
import { DuringEntry, Permission, Public, Session } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { WaitingForSetupPage } from '../first-run/setup-page.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { Visit } from '../visit/visit.js';
import { EnterConsole } from './enter-console.js';
import { SignInPage, safeNext } from './sign-in-page.js';

@Controller()
@ConsolePages()
export class SignInController {
  constructor(
    private readonly enter: EnterConsole,
    private readonly signOut: SignOut,
  ) {}

  @Get('sign-in')
  @Public('signing in is for people who are not signed in')
  async ask(@Visiting() visit: Visit, @Query('next') next: unknown): Promise<Answer> {
    if (visit.principal) return redirect(safeNext(next));
    if (visit.csrf !== null) return redirect('/enter');
    if (await this.enter.isNobodyHere()) return page(<WaitingForSetupPage visit={visit} />);
    return page(<SignInPage visit={visit} email="" next={safeNext(next)} faults={{}} />);
  }

  @Post('sign-in')
  @Public('signing in is for people who are not signed in')
  async open(
    @Visiting() visit: Visit,
    @Body() posted: PostedForm,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<Answer> {
    const next = safeNext(posted.next);
    const entrance = await this.enter.execute(posted, { address: visit.address, userAgent });
    if (entrance.kind === 'entered')
      return redirect(
        entrance.isIn ? next : `/enter?${new URLSearchParams({ next }).toString()}`,
        entrance.session,
      );
    const { email, faults, status } = entrance;
    return faulty(<SignInPage visit={visit} email={email} next={next} faults={faults} />, status);
  }

  @Post('sign-out')
  @Permission('session.own')
  @DuringEntry()
  async leave(@Session() session: CurrentSession): Promise<Answer> {
    await this.signOut.execute(session);
    return redirect('/sign-in', 'ended');
  }
}
