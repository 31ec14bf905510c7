import { Controller, Get, Param, Post } from '@nestjs/common';
import { AcknowledgeNotice, ListOwnNotices, NoticeNotFound, OpenNoticeLink } from '../../escalation/index.js';
import type { Acknowledgement } from '../../kernel/escalation.js';
import type { NoticeId } from '../../kernel/ids.js';
import { Permission } from '../../platform/auth/index.js';
import { Mailer } from '../../platform/mail/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import { faulty, page, redirect } from '../visit/page.js';
import type { Answer } from '../visit/page.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { DeadLinkPage, NoticeLinkPage } from './link-pages.js';
import { subjectAddress } from './notice-item.js';
import { NoticesPage } from './notices-page.js';

const ANSWERS: readonly Acknowledgement[] = ['acknowledged', 'already', 'late'];

@Controller()
@ConsolePages()
export class NoticesController {
  constructor(
    private readonly listOwn: ListOwnNotices,
    private readonly openLink: OpenNoticeLink,
    private readonly acknowledge: AcknowledgeNotice,
    private readonly mailer: Mailer,
  ) {}

  @Get('notices')
  @Permission('notices.own')
  async list(@Visiting() visit: SignedVisit): Promise<Answer> {
    const notices = await this.listOwn.execute(visit.principal);
    const answer = ANSWERS.find((known) => known === visit.query.get('answer')) ?? null;
    const withoutMail = !this.mailer.isConfigured;
    return page(<NoticesPage visit={visit} notices={notices} answer={answer} withoutMail={withoutMail} />);
  }

  @Get('n/:token')
  @Permission('notices.own')
  async follow(@Visiting() visit: SignedVisit, @Param('token') token: string): Promise<Answer> {
    try {
      const opened = await this.openLink.execute(visit.principal, token);
      if (opened.kind === 'open') return page(<NoticeLinkPage visit={visit} notice={opened.notice} />);
      return faulty(<DeadLinkPage visit={visit} expiredAfter={opened.days} />, 410);
    } catch (error) {
      if (!(error instanceof NoticeNotFound)) throw error;
      return faulty(<DeadLinkPage visit={visit} expiredAfter={null} />, 404);
    }
  }

  @Post('notices/:id/acknowledge')
  @Permission('notices.own')
  async answer(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: NoticeId): Promise<Answer> {
    const answered = await this.acknowledge.execute(visit.principal, id);
    const address = subjectAddress(visit, answered);
    const isTheirs = answered.answer !== 'late' && address !== null;
    return redirect(isTheirs ? address : `/notices?answer=${answered.answer}`);
  }
}
