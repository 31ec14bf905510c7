import { Controller, Get, Param, Query } from '@nestjs/common';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { page } from '../visit/page.js';
import { IdParam } from '../visit/id-param.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { FlagPage } from './flag-page.js';
import { FlagsPage } from './flags-page.js';
import { ReadQueue } from './read-queue.js';

@Controller('flags')
@ConsolePages()
@Permission('flags.read')
export class FlagsController {
  constructor(private readonly queue: ReadQueue) {}

  @Get()
  async list(@Visiting() visit: SignedVisit, @Query() asked: PostedForm): Promise<Answer> {
    const queue = await this.queue.page(visit, asked);
    return page(<FlagsPage visit={visit} {...queue} />);
  }

  @Get(':id')
  async read(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    const shown = await this.queue.one(visit, id);
    return page(<FlagPage visit={visit} shown={shown} />);
  }
}
