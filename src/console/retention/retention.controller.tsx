import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { Answer } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { ForgetPage } from './forget-page.js';
import { ReceiptPage } from './receipt-page.js';
import { RetentionPage } from './retention-page.js';
import { TendRetention } from './tend-retention.js';

@Controller('retention')
@ConsolePages()
@Permission('retention.read')
export class RetentionPagesController {
  constructor(private readonly retention: TendRetention) {}

  @Get()
  async show(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<RetentionPage visit={visit} model={await this.retention.page(visit)} />);
  }

  @Post('runs')
  @Permission('retention.run')
  async run(@Visiting() visit: SignedVisit): Promise<Answer> {
    await this.retention.ask(visit);
    return redirect('/retention');
  }

  @Post('keep')
  @Permission('retention.run')
  async keep(@Visiting() visit: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    const refused = await this.retention.keep(visit, posted);
    if (refused === null) return redirect('/retention');
    return faulty(<RetentionPage visit={visit} model={await this.retention.page(visit, refused)} />);
  }

  @Get('forget')
  @Permission('members.forget')
  async find(@Visiting() visit: SignedVisit, @Query() asked: PostedForm): Promise<Answer> {
    return page(<ForgetPage visit={visit} {...await this.retention.find(visit, asked)} />);
  }

  @Post('forget')
  @Permission('members.forget')
  async forget(@Visiting() visit: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    const outcome = await this.retention.forget(visit, posted);
    if ('id' in outcome) return redirect(`/retention/receipts/${outcome.id}`);
    return faulty(<ForgetPage visit={visit} {...outcome} />);
  }

  @Get('receipts/:id')
  async receipt(@Visiting() visit: SignedVisit, @Param('id') id: string): Promise<Answer> {
    return page(<ReceiptPage visit={visit} erasure={await this.retention.receipt(visit, id)} />);
  }
}
