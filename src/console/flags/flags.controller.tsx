import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { asId, isUuid } from '../../kernel/ids.js';
import type { FlagId } from '../../kernel/ids.js';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { IdParam } from '../visit/id-param.js';
import type { PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { RecordFromPage } from './appeals/record-from-page.js';
import { GatherFlag } from './around/gather-flag.js';
import { DecideFromPage } from './decide/decide-from-page.js';
import type { Acted } from './decide/decide-from-page.js';
import { TellRefusal } from './decide/tell-refusal.js';
import { FlagPage } from './flag-page.js';
import { FlagsPage } from './flags-page.js';
import { ReadQueue } from './read-queue.js';

@Controller('flags')
@ConsolePages()
@Permission('flags.read')
export class FlagsController {
  constructor(
    private readonly queue: ReadQueue,
    private readonly gather: GatherFlag,
    private readonly act: DecideFromPage,
    private readonly appeals: RecordFromPage,
    private readonly tell: TellRefusal,
  ) {}

  @Get()
  async list(@Visiting() visit: SignedVisit, @Query() asked: PostedForm): Promise<Answer> {
    const queue = await this.queue.page(visit, asked);
    return page(<FlagsPage visit={visit} {...queue} />);
  }

  @Get(':id')
  async read(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: FlagId): Promise<Answer> {
    return page(<FlagPage visit={visit} {...await this.gather.execute(visit, id)} />);
  }

  @Post(':id/claim')
  @Permission('flags.decide')
  async claim(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: FlagId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    return this.answer(visit, id, await this.act.claim(visit, id, posted));
  }

  @Post(':id/release')
  @Permission('flags.decide')
  async release(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: FlagId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    return this.answer(visit, id, await this.act.release(visit, id, posted));
  }

  @Post(':id/decide')
  @Permission('flags.decide')
  async decide(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: FlagId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    return this.answer(visit, id, await this.act.decide(visit, id, posted));
  }

  @Post(':id/done')
  @Permission('flags.decide')
  async done(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: FlagId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    return this.answer(visit, id, await this.act.done(visit, id, posted));
  }

  @Post(':id/appeal')
  @Permission('appeals.record')
  async appeal(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: FlagId,
    @Body() posted: PostedForm,
  ): Promise<Answer> {
    return this.answer(visit, id, await this.appeals.execute(visit, id, posted));
  }

  @Post('decisions/:id/undo')
  @Permission('flags.decide')
  async undo(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    const acted = await this.act.undo(visit, id);
    const flag = acted.kind === 'refused' ? String(acted.refusal.details.flag) : '';
    return this.answer(visit, isUuid(flag) ? asId<'flag'>(flag) : null, acted);
  }

  /** What was refused is told on the flag's own page, as it is now. */
  private async answer(visit: SignedVisit, id: FlagId | null, acted: Acted): Promise<Answer> {
    if (acted.kind === 'done') return redirect(acted.to);
    if (id === null) return redirect('/flags');
    const refused =
      acted.kind === 'refused'
        ? await this.tell.execute(visit, acted.refusal)
        : (Object.values(acted.faults)[0] ?? null);
    const shown = await this.gather.execute(visit, id);
    return faulty(
      <FlagPage visit={visit} {...shown} refused={refused} />,
      acted.kind === 'refused' ? 409 : 422,
    );
  }
}
