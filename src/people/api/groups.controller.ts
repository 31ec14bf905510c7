import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { AddProgramme } from '../groups/add-programme.js';
import { ChangeGroup } from '../groups/change-group.js';
import type { Group, Programme } from '../groups/group.js';
import { ListGroups } from '../groups/list-groups.js';
import { ListProgrammes } from '../groups/list-programmes.js';
import { OpenGroup } from '../groups/open-group.js';
import { ReadGroup } from '../groups/read-group.js';
import { asNewGroup, ChangeGroupDto, NewGroupDto, NewProgrammeDto } from './groups.dto.js';
import { accepted } from './refusals.js';

@ApiTags('programmes')
@Controller('api/v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly listProgrammes: ListProgrammes,
    private readonly addProgramme: AddProgramme,
  ) {}

  @Get()
  @Permission('groups.read')
  @ApiOperation({ summary: 'Programmes in reach' })
  list(@Caller() caller: Principal): Promise<readonly Programme[]> {
    return this.listProgrammes.execute(caller);
  }

  @Post()
  @Permission('groups.manage')
  @ApiOperation({ summary: 'Add a programme' })
  async add(@Caller() caller: Principal, @Body() body: NewProgrammeDto): Promise<Programme> {
    return accepted(await this.addProgramme.execute(caller, body));
  }
}

@ApiTags('groups')
@Controller('api/v1/groups')
export class GroupsController {
  constructor(
    private readonly listGroups: ListGroups,
    private readonly readGroup: ReadGroup,
    private readonly openGroup: OpenGroup,
    private readonly changeGroup: ChangeGroup,
  ) {}

  @Get()
  @Permission('groups.read')
  @ApiOperation({ summary: 'Groups in reach, archived ones last' })
  list(@Caller() caller: Principal): Promise<readonly Group[]> {
    return this.listGroups.execute(caller);
  }

  @Get(':id')
  @Permission('groups.read')
  @ApiOperation({ summary: 'One group with its settings' })
  read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: GroupId): Promise<Group> {
    return this.readGroup.execute(caller, id);
  }

  @Post()
  @Permission('groups.manage')
  @ApiOperation({ summary: 'Open a group' })
  async open(@Caller() caller: Principal, @Body() body: NewGroupDto): Promise<Group> {
    return accepted(await this.openGroup.execute(caller, asNewGroup(body)));
  }

  @Patch(':id')
  @Permission('groups.manage')
  @ApiOperation({ summary: 'Change a group; what is absent stays' })
  async change(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: GroupId,
    @Body() body: ChangeGroupDto,
  ): Promise<Group> {
    return accepted(await this.changeGroup.execute(caller, id, body));
  }
}
