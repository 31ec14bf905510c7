import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { IdParam } from '../visit/id-param.js';
import { RulesPage } from './rules-page.js';
import { SaveRules } from './save-rules.js';

@Controller('groups/:id/rules')
@ConsolePages()
@Permission('groups.manage')
export class RulesController {
  constructor(private readonly rules: SaveRules) {}

  @Get()
  async ask(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    return page(<RulesPage visit={visit} {...await this.rules.blank(visit, id)} />);
  }

  @Post(':detector')
  async save(
    @Visiting() visit: SignedVisit,
    @Param() at: Readonly<Record<'id' | 'detector', string>>,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    const again = await this.rules.execute(visit, at, posted);
    return again === null
      ? redirect(`/groups/${at.id}/rules`)
      : faulty(<RulesPage visit={visit} {...again} />);
  }
}
