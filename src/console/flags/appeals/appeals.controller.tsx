import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { AppealId } from '../../../kernel/ids.js';
import { Permission } from '../../../platform/auth/index.js';
import { APPEAL_OUTCOMES, AnswerAppeal, NOTE_LIMIT, ReadAppeals, TakeAppeal } from '../../../review/index.js';
import type { AnswerRefusal, TakeRefusal } from '../../../review/index.js';
import { ConsolePages } from '../../visit/console-pages.js';
import { IdParam } from '../../visit/id-param.js';
import type { Answer } from '../../visit/page.js';
import { faulty, page, redirect } from '../../visit/page.js';
import { FormReading } from '../../visit/read-form.js';
import type { PostedForm } from '../../visit/read-form.js';
import { Visiting } from '../../visit/visit.js';
import type { SignedVisit } from '../../visit/visit.js';
import { TellRefusal } from '../decide/tell-refusal.js';
import { AppealsPage } from './appeals-page.js';

/** Stands before the pages of flags: `appeals` is no flag's id. */
@Controller('flags/appeals')
@ConsolePages()
@Permission('appeals.decide')
export class AppealsController {
  constructor(
    private readonly appeals: ReadAppeals,
    private readonly takeAppeal: TakeAppeal,
    private readonly answerAppeal: AnswerAppeal,
    private readonly tell: TellRefusal,
  ) {}

  @Get()
  async list(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<AppealsPage visit={visit} appeals={await this.appeals.waiting(visit.principal)} />);
  }

  @Post(':id/take')
  async take(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: AppealId): Promise<Answer> {
    return this.answered(visit, await this.takeAppeal.execute(visit.principal, id));
  }

  @Post(':id/answer')
  async answer(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: AppealId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const form = new FormReading(posted);
    const outcome = form.choice('outcome', APPEAL_OUTCOMES);
    const answer = form.optional('answer', NOTE_LIMIT) || null;
    if (outcome === null || form.isFaulty) return redirect('/flags/appeals');
    const done = await this.answerAppeal.execute(visit.principal, id, { outcome, answer });
    return this.answered(visit, done);
  }

  private async answered(
    visit: SignedVisit,
    outcome: { readonly kind: 'taken' | 'answered' } | TakeRefusal | AnswerRefusal,
  ): Promise<Answer> {
    if (outcome.kind !== 'refused') return redirect('/flags/appeals');
    const refused = await this.tell.execute(visit, outcome);
    const appeals = await this.appeals.waiting(visit.principal);
    return faulty(<AppealsPage visit={visit} appeals={appeals} refused={refused} />, 409);
  }
}
