import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { HandOverLog } from '../export/hand-over-log.js';
import { ProveEntry } from '../read/prove-entry.js';
import type { EntryProof } from '../read/prove-entry.js';
import { ReadLog } from '../read/read-log.js';
import type { EntryPage, LogHead } from '../read/read-log.js';
import type { Verdict } from '../verify/verify-export.js';
import { EntryQueryDto, SizesDto } from './audit.dto.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly readLog: ReadLog,
    private readonly handOver: HandOverLog,
    private readonly prove: ProveEntry,
  ) {}

  @Get('entries')
  @Permission('audit.read')
  @ApiOperation({ summary: 'A page of the log, newest first; references only' })
  list(@Caller() caller: Principal, @Query() { after, ...filter }: EntryQueryDto): Promise<EntryPage> {
    return this.readLog.page(caller, filter, after ?? null);
  }

  @Get('head')
  @Permission('audit.read')
  @ApiOperation({ summary: 'The latest signed checkpoint and the key that signs' })
  head(@Caller() caller: Principal): Promise<LogHead> {
    return this.readLog.head(caller);
  }

  @Get('entries/:id/proof')
  @Permission('audit.read')
  @ApiOperation({ summary: 'Proof that an entry stands in the log the latest checkpoint signs (RFC 6962)' })
  proof(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<EntryProof> {
    return this.prove.inclusion(caller, id);
  }

  @Get('consistency')
  @Permission('audit.read')
  @ApiOperation({ summary: 'Proof that one size of the log is the beginning of another (RFC 6962)' })
  consistency(@Caller() caller: Principal, @Query() { from, to }: SizesDto): Promise<readonly string[]> {
    return this.prove.consistency(caller, from, to);
  }

  @Post('verification')
  @HttpCode(200)
  @Permission('audit.read')
  @ApiOperation({ summary: 'Reads the whole log and checks every hash and signature' })
  verify(@Caller() caller: Principal): Promise<Verdict> {
    return this.handOver.verify(caller);
  }

  @Get('verifier')
  @Permission('audit.read')
  @ApiOperation({ summary: 'The program that checks an export: one file, for plain Node' })
  verifier(): StreamableFile {
    return new StreamableFile(createReadStream(VERIFIER), {
      type: 'text/javascript; charset=utf-8',
      disposition: 'attachment; filename="verify-export.mjs"',
    });
  }

  @Get('export')
  @Permission('audit.export')
  @ApiOperation({ summary: 'The whole log as JSON Lines, for verify-export.js' })
  async export(@Caller() caller: Principal): Promise<StreamableFile> {
    const lines = await this.handOver.take(caller);
    return new StreamableFile(Readable.from(ended(lines)), {
      type: 'application/jsonl; charset=utf-8',
      disposition: 'attachment; filename="mlinzi-audit.jsonl"',
    });
  }
}

/** The built file beside this one; it needs nothing else. */
const VERIFIER = new URL('../verify/verify-export.js', import.meta.url);

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
