import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { CountFlags } from '../queue/count-flags.js';
import type { FlagView } from '../flags/flag-view.js';
import type { FlagCount } from '../queue/queue.repository.js';
import { ReadLoad } from '../queue/read-load.js';
import type { Load } from '../queue/read-load.js';
import { ListFlags } from '../queue/list-flags.js';
import type { FlagPage } from '../queue/list-flags.js';
import { ReadFlag } from '../flags/read-flag.js';
import { CountQueryDto, FlagQueryDto } from './flags.dto.js';

@ApiTags('flags')
@Controller('api/v1/flags')
export class FlagsController {
  constructor(
    private readonly listFlags: ListFlags,
    private readonly countFlags: CountFlags,
    private readonly readLoad: ReadLoad,
    private readonly readFlag: ReadFlag,
  ) {}

  @Get()
  @Permission('flags.read')
  @ApiOperation({ summary: 'A page of the review queue: worst first, newest first within a level' })
  list(@Caller() caller: Principal, @Query() { after, ...filter }: FlagQueryDto): Promise<FlagPage> {
    return this.listFlags.execute(caller, filter, after ?? null);
  }

  @Get('counts')
  @Permission('flags.read')
  @ApiOperation({ summary: 'Open flags per outcome and level, counted up to 1000' })
  count(@Caller() caller: Principal, @Query() place: CountQueryDto): Promise<readonly FlagCount[]> {
    return this.countFlags.execute(caller, place);
  }

  @Get('load')
  @Permission('flags.read')
  @ApiOperation({ summary: 'How old the oldest open flag is, how many are overdue, how many you are on' })
  load(@Caller() caller: Principal, @Query() place: CountQueryDto): Promise<Load> {
    return this.readLoad.execute(caller, place);
  }

  @Get(':id')
  @Permission('flags.read')
  @ApiOperation({ summary: 'One flag with its words and reasons' })
  read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: FlagId): Promise<FlagView> {
    return this.readFlag.execute(caller, id);
  }
}
