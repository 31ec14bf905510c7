import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { NoticeId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { AcknowledgeNotice } from '../notices/acknowledge-notice.js';
import type { Answered } from '../notices/acknowledge-notice.js';
import { ListOwnNotices } from '../notices/list-own-notices.js';
import type { NoticeView } from '../notices/notice-view.js';

@ApiTags('notices')
@Controller('api/v1/notices')
export class NoticesController {
  constructor(
    private readonly listOwn: ListOwnNotices,
    private readonly acknowledgeNotice: AcknowledgeNotice,
  ) {}

  @Get()
  @Permission('notices.own')
  @ApiOperation({
    summary: 'What the caller was told: what waits first and worst first; one notice per matter',
  })
  list(@Caller() caller: Principal): Promise<readonly NoticeView[]> {
    return this.listOwn.execute(caller);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Permission('notices.own')
  @ApiOperation({ summary: 'Answer for it; again or late changes nothing and says so' })
  acknowledge(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: NoticeId): Promise<Answered> {
    return this.acknowledgeNotice.execute(caller, id);
  }
}
