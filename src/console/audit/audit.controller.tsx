import { Controller, Get, Post, Query } from '@nestjs/common';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { page } from '../visit/page.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { AuditPage } from './audit-page.js';
import { ReadAudit } from './read-audit.js';

@Controller('audit')
@ConsolePages()
@Permission('audit.read')
export class AuditPagesController {
  constructor(private readonly audit: ReadAudit) {}

  @Get()
  async list(@Visiting() visit: SignedVisit, @Query() asked: PostedForm): Promise<Answer> {
    return page(<AuditPage visit={visit} model={await this.audit.page(visit, asked)} verdict={null} />);
  }

  @Post('verification')
  async verify(@Visiting() visit: SignedVisit): Promise<Answer> {
    const verdict = await this.audit.verify(visit);
    return page(<AuditPage visit={visit} model={await this.audit.page(visit, {})} verdict={verdict} />);
  }
}
