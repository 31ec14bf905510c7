import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { GroupId, ImportId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { ImportReportView, ImportView } from './import-view.js';
import { ListImports } from './list-imports.js';
import { ReadImport } from './read-import.js';
import { ReceiveImport } from './accept/receive-import.js';

class AcceptedImportView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: ImportId;
}

const UPLOAD = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      timezone: {
        type: 'string',
        example: 'Africa/Nairobi',
        description: 'Before the file; the group’s when absent',
      },
      dateOrder: {
        type: 'string',
        enum: ['dmy', 'mdy', 'ymd'],
        description: 'Before the file; told from it when absent',
      },
      file: { type: 'string', format: 'binary' },
    },
  },
};

@ApiTags('imports')
@Controller('api/v1')
export class ImportsController {
  constructor(
    private readonly receive: ReceiveImport,
    private readonly readImport: ReadImport,
    private readonly listImports: ListImports,
  ) {}

  @Post('groups/:id/imports')
  @HttpCode(202)
  @Permission('imports.start')
  @ApiOperation({ summary: 'Import an exported chat into a group' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(UPLOAD)
  @ApiAcceptedResponse({ type: AcceptedImportView })
  async accept(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: Request,
  ): Promise<AcceptedImportView> {
    return this.receive.execute(caller, id as GroupId, request);
  }

  @Get('groups/:id/imports')
  @Permission('imports.read')
  @ApiOperation({ summary: 'The imports of a group, newest first' })
  @ApiOkResponse({ type: [ImportView] })
  async list(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<readonly ImportView[]> {
    return this.listImports.execute(caller, id as GroupId);
  }

  @Get('imports/:id')
  @Permission('imports.read')
  @ApiOperation({ summary: 'How far an import has come' })
  @ApiOkResponse({ type: ImportReportView })
  async read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ImportReportView> {
    return this.readImport.execute(caller, id as ImportId);
  }
}
