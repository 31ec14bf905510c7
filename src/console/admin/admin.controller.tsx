import { Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { page, redirect } from '../visit/page.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { AboutPage } from './about-page.js';
import { DeadLettersPage } from './dead-letters-page.js';
import { ReadWellbeing } from './read-wellbeing.js';
import { TendDeadLetters } from './tend-dead-letters.js';

@Controller('settings')
@ConsolePages()
export class AdminController {
  constructor(
    private readonly wellbeing: ReadWellbeing,
    private readonly letters: TendDeadLetters,
  ) {}

  @Get('about')
  @Permission('session.own')
  async about(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<AboutPage visit={visit} wellbeing={await this.wellbeing.execute(visit)} />);
  }

  @Get('waiting')
  @Permission('channels.manage')
  async waiting(@Visiting() visit: SignedVisit): Promise<Answer> {
    return page(<DeadLettersPage visit={visit} letters={await this.letters.list(visit)} />);
  }

  @Post('waiting/:id/replay')
  @Permission('channels.manage')
  async replay(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    if (!(await this.letters.replay(visit, id))) throw new NotFoundException();
    return redirect('/settings/waiting');
  }
}
