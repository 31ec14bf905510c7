import { Body, Controller, Get, Headers, Post } from '@nestjs/common';
import { AcceptInvitation } from '../../people/index.js';
import { Public } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { FormReading } from '../visit/read-form.js';
import type { Fault, PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { Visit } from '../visit/visit.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';
import { AcceptPage, DeadInvitationPage } from './accept-page.js';
import type { AcceptDraft } from './accept-page.js';

const FAULTS: Readonly<Record<string, readonly [string, Fault]>> = {
  'weak-password': ['password', { word: 'fault.weakPassword' }],
  'conduct-not-accepted': ['acceptsConduct', { word: 'conduct.fault' }],
  'email-taken': ['', { word: 'invite.fault.taken' }],
};

@Controller('invitation')
@ConsolePages()
@Public('whoever has the link of an invitation has no login yet')
export class InvitationController {
  constructor(private readonly accept: AcceptInvitation) {}

  @Get()
  async ask(@Visiting() visit: Visit): Promise<Answer> {
    const token = visit.query.get('token') ?? '';
    const behind = await this.accept.look(token);
    if ('kind' in behind) return dead(visit, behind.reason);
    const draft = { name: '', language: visit.reader.language };
    return page(<AcceptPage visit={visit} token={token} draft={draft} faults={{}} />);
  }

  @Post()
  async join(
    @Visiting() visit: Visit,
    @Body() posted: PostedForm,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<Answer> {
    const token = visit.query.get('token') ?? '';
    const { draft, password, form } = readAcceptance(posted);
    const again = { visit, token, draft };
    if (form.isFaulty) return faulty(<AcceptPage {...again} faults={form.faults} />);
    const acceptsConduct = form.text('acceptsConduct') === 'yes';
    const joined = await this.accept.execute({ ...draft, token, password, acceptsConduct, userAgent });
    if (joined.kind === 'joined') return redirect(joined.awaits === null ? '/' : '/enter', joined.session);
    const [field, fault] = FAULTS[joined.reason] ?? [];
    if (field === undefined || fault === undefined) return dead(visit, joined.reason);
    return faulty(<AcceptPage {...again} faults={{ [field]: fault }} />);
  }
}

function dead(visit: Visit, reason: string): Answer {
  return faulty(<DeadInvitationPage visit={visit} expired={reason === 'invitation-expired'} />, 410);
}

function readAcceptance(posted: PostedForm): { draft: AcceptDraft; password: string; form: FormReading } {
  const form = new FormReading(posted);
  const draft = {
    name: form.required('name', 200),
    language: form.choice('language', CONSOLE_LANGUAGES) ?? 'en',
  };
  return { draft, password: form.secret('password'), form };
}
