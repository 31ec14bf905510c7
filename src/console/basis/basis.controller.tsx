import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { BasisPage } from './basis-page.js';
import { RecordFromForm } from './record-from-form.js';

@Controller('groups/:id/basis')
@ConsolePages()
export class BasisController {
  constructor(private readonly ledger: RecordFromForm) {}

  @Get()
  @Permission('basis.read')
  async ask(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    return page(<BasisPage visit={visit} {...await this.ledger.blank(visit, id)} />);
  }

  @Post()
  @Permission('basis.record')
  async record(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: string,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const again = await this.ledger.record(visit, id, posted);
    return again === null ? redirect(`/groups/${id}`) : faulty(<BasisPage visit={visit} {...again} />);
  }

  @Post('withdrawal')
  @Permission('basis.record')
  async withdraw(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    await this.ledger.withdraw(visit, id);
    return redirect(`/groups/${id}/basis`);
  }
}
