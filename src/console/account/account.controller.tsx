import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import {
  ChangeLanguage,
  ChangePassword,
  EndSession,
  OwnSecondFactor,
  ReadAccount,
} from '../../people/index.js';
import { Permission, Session } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { codeFault } from '../entry/code-fault.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';
import { AccountPage } from './account-page.js';
import { EnrolPage, RecoveryCodesPage } from './second-factor-pages.js';

const SAVED = '/account?saved=yes';

@Controller('account')
@ConsolePages()
@Permission('session.own')
export class AccountPagesController {
  constructor(
    private readonly readAccount: ReadAccount,
    private readonly changePassword: ChangePassword,
    private readonly changeLanguage: ChangeLanguage,
    private readonly factor: OwnSecondFactor,
    private readonly endSession: EndSession,
  ) {}

  @Get()
  read(@Visiting() visit: SignedVisit, @Session() session: CurrentSession): Promise<Answer> {
    return this.show(visit, session);
  }

  @Post('password')
  async password(
    @Visiting() visit: SignedVisit,
    @Session() session: CurrentSession,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const form = new FormReading(posted);
    const given = { current: form.secret('current'), next: form.secret('password') };
    if (form.isFaulty) return this.show(visit, session, form.faults);
    const changed = await this.changePassword.execute(session, given);
    if (changed.kind === 'changed') return redirect(SAVED);
    if (changed.reason === 'weak-password')
      return this.show(visit, session, { password: { word: 'fault.weakPassword' } });
    if (changed.reason === 'wrong-password')
      return this.show(visit, session, { current: { word: 'account.password.wrong' } });
    const { code } = codeFault(changed);
    return this.show(visit, session, { current: code });
  }

  @Post('language')
  async language(@Visiting() { principal }: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    const language = new FormReading(posted).choice('language', CONSOLE_LANGUAGES);
    if (language !== null) await this.changeLanguage.execute(principal, language);
    return redirect(language === null ? '/account' : `${SAVED}&lang=${language}`);
  }

  @Post('second-factor')
  async begin(@Visiting() visit: SignedVisit, @Session() session: CurrentSession): Promise<Answer> {
    return this.enrol(visit, session, {});
  }

  @Post('second-factor/confirmation')
  async confirm(
    @Visiting() visit: SignedVisit,
    @Session() session: CurrentSession,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const confirmed = await this.factor.confirm(session, new FormReading(posted).text('code'));
    if (confirmed.kind === 'refused') return this.enrol(visit, session, codeFault(confirmed));
    return page(<RecoveryCodesPage visit={visit} codes={confirmed.recoveryCodes} to="/account" />);
  }

  @Post('second-factor/codes')
  async codes(
    @Visiting() visit: SignedVisit,
    @Session() session: CurrentSession,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const renewed = await this.factor.confirm(session, new FormReading(posted).text('code'));
    if (renewed.kind === 'refused') return this.show(visit, session, codeFault(renewed));
    return page(<RecoveryCodesPage visit={visit} codes={renewed.recoveryCodes} to="/account" />);
  }

  @Post('second-factor/removal')
  async remove(
    @Visiting() visit: SignedVisit,
    @Session() session: CurrentSession,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const removed = await this.factor.remove(session, new FormReading(posted).text('code'));
    return removed.kind === 'removed' ? redirect(SAVED) : this.show(visit, session, codeFault(removed));
  }

  @Post('sessions/end')
  async endOthers(@Session() session: CurrentSession): Promise<Answer> {
    await this.endSession.others(session);
    return redirect(SAVED);
  }

  @Post('sessions/:id/end')
  async end(@Visiting() { principal }: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    await this.endSession.one(principal, id);
    return redirect(SAVED);
  }

  private async enrol(visit: SignedVisit, session: CurrentSession, faults: FormFaults): Promise<Answer> {
    const begun = await this.factor.begin(session);
    if (begun.kind === 'refused') return redirect('/account');
    const view = <EnrolPage {...{ visit, begun, faults }} action="/account/second-factor/confirmation" />;
    return Object.keys(faults).length > 0 ? faulty(view) : page(view);
  }

  private async show(visit: SignedVisit, session: CurrentSession, faults: FormFaults = {}): Promise<Answer> {
    const account = await this.readAccount.execute(session);
    const saved = visit.query.get('saved') === 'yes';
    const view = <AccountPage {...{ visit, account, faults, saved }} />;
    return Object.keys(faults).length > 0 ? faulty(view) : page(view);
  }
}
