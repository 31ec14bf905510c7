import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { AcceptUpload } from './accept-upload.js';
import { ImportPage } from './import-page.js';
import { UploadPage } from './upload-page.js';

@Controller()
@ConsolePages()
export class ImportsController {
  constructor(private readonly uploads: AcceptUpload) {}

  @Get('groups/:id/import')
  @Permission('imports.start')
  async ask(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    return page(<UploadPage visit={visit} {...await this.uploads.desk(visit, id)} />);
  }

  @Post('groups/:id/import')
  @Permission('imports.start')
  async accept(
    @Visiting() visit: SignedVisit,
    @Param('id', IdParam) id: string,
    @Req() request: Request,
  ): Promise<Answer> {
    const desk = await this.uploads.desk(visit, id);
    const outcome = await this.uploads.execute(visit, id, request);
    if (outcome.kind === 'accepted') return redirect(`/imports/${outcome.id}`);
    return faulty(<UploadPage visit={visit} {...desk} {...outcome} />);
  }

  @Get('imports/:id')
  @Permission('imports.read')
  async read(@Visiting() visit: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    return page(<ImportPage visit={visit} shown={await this.uploads.shown(visit, id)} />);
  }
}
