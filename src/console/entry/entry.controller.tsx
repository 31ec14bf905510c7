import { Body, Controller, Get, Post } from '@nestjs/common';
import { ComeIn, OwnSecondFactor } from '../../people/index.js';
import type { SteppedIn, StepRefused } from '../../people/index.js';
import { DuringEntry, Permission, Session } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { EnrolPage, RecoveryCodesPage } from '../account/second-factor-pages.js';
import { safeNext } from '../sign-in/sign-in-page.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { Visit } from '../visit/visit.js';
import { codeFault } from './code-fault.js';
import { CodePage, ConductPage } from './entry-pages.js';

/** The rooms between the door and the service: a code, setting one up, the code of conduct; whichever is due. */
@Controller('enter')
@ConsolePages()
@Permission('session.own')
@DuringEntry()
export class EntryController {
  constructor(
    private readonly comeIn: ComeIn,
    private readonly factor: OwnSecondFactor,
  ) {}

  @Get()
  ask(@Visiting() visit: Visit, @Session() session: CurrentSession): Promise<Answer> {
    return this.due(visit, session, { next: safeNext(visit.query.get('next')) });
  }

  @Post('code')
  async code(
    @Visiting() visit: Visit,
    @Session() session: CurrentSession,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const form = new FormReading(posted);
    const stepped = await this.comeIn.showCode(session, form.required('code', 40));
    return this.answer(visit, session, { stepped, next: safeNext(posted.next) });
  }

  @Post('conduct')
  async conduct(
    @Visiting() visit: Visit,
    @Session() session: CurrentSession,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const stepped = await this.comeIn.acceptConduct(session, visit.reader.language);
    return this.answer(visit, session, { stepped, next: safeNext(posted.next) });
  }

  @Post('second-factor')
  async enrol(
    @Visiting() visit: Visit,
    @Session() session: CurrentSession,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const confirmed = await this.factor.confirm(session, new FormReading(posted).text('code'));
    if (confirmed.kind === 'refused')
      return this.due(visit, session, { next: '/', faults: codeFault(confirmed) });
    return page(<RecoveryCodesPage visit={visit} codes={confirmed.recoveryCodes} to="/" />);
  }

  private answer(
    visit: Visit,
    session: CurrentSession,
    { stepped, next }: { readonly stepped: SteppedIn | StepRefused; readonly next: string },
  ): Promise<Answer> | Answer {
    if (stepped.kind === 'stepped')
      return redirect(stepped.awaits === null ? next : `/enter?${new URLSearchParams({ next }).toString()}`);
    if (stepped.reason === 'not-asked') return redirect('/enter');
    return this.due(visit, session, { next, faults: codeFault(stepped) });
  }

  private async due(
    visit: Visit,
    session: CurrentSession,
    { next, faults = {} }: { readonly next: string; readonly faults?: FormFaults },
  ): Promise<Answer> {
    const shown = { visit, next, faults };
    const send = Object.keys(faults).length > 0 ? faulty : page;
    switch (session.awaits) {
      case null:
        return redirect(next);
      case 'code':
        return send(<CodePage {...shown} />);
      case 'conduct':
        return send(<ConductPage {...shown} />);
      case 'enrolment': {
        const begun = await this.factor.begin(session);
        if (begun.kind === 'refused') return redirect('/sign-in');
        return send(<EnrolPage {...{ visit, begun, faults }} action="/enter/second-factor" required />);
      }
    }
  }
}
