import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags, IntersectionType } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { RevokeSessions } from '../sign-in/revoke-sessions.js';
import { AddUser } from '../staff/add-user.js';
import { ChangeRoles } from '../roles/change-roles.js';
import { DisableStaff } from '../standing/disable-staff.js';
import { ListStaff } from '../staff/list-staff.js';
import type { NewStaff, StaffMember } from '../staff/staff.js';
import { asRoles, RoleDto, RolesDto } from './invitations.dto.js';
import { accepted } from './refusals.js';
import { CredentialsDto } from './entrance/session.dto.js';

export class NewStaffDto extends IntersectionType(CredentialsDto, RoleDto) {
  @ApiProperty()
  @IsString()
  readonly name!: string;

  @ApiProperty({ description: 'Language of the console, ISO 639-1', example: 'en' })
  @IsString()
  @MaxLength(2)
  readonly language!: string;
}

function asNewStaff(body: NewStaffDto): NewStaff {
  const { email, password, name, language, role, programmeId = null, groupId = null } = body;
  return { email, password, name, language, role, programmeId, groupId };
}

@ApiTags('staff')
@Controller('api/v1/staff')
export class StaffController {
  constructor(
    private readonly listStaff: ListStaff,
    private readonly addUser: AddUser,
    private readonly revokeSessions: RevokeSessions,
    private readonly changeRoles: ChangeRoles,
    private readonly disableStaff: DisableStaff,
  ) {}

  @Get()
  @Permission('staff.read')
  @ApiOperation({ summary: 'Everybody with a login' })
  list(@Caller() caller: Principal): Promise<readonly StaffMember[]> {
    return this.listStaff.execute(caller);
  }

  @Post()
  @Permission('staff.manage')
  @ApiOperation({ summary: 'Give a person a login with one role' })
  async add(@Caller() caller: Principal, @Body() body: NewStaffDto): Promise<{ readonly staffId: StaffId }> {
    const { staffId } = accepted(await this.addUser.byStaff(caller, asNewStaff(body)));
    return { staffId };
  }

  @Delete(':id/sessions')
  @Permission('session.own')
  @ApiOperation({ summary: 'End every session of a person: one’s own, or a colleague’s when managing staff' })
  async revoke(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: StaffId,
  ): Promise<{ readonly revoked: number }> {
    return { revoked: await this.revokeSessions.execute(caller, id) };
  }

  @Put(':id/roles')
  @HttpCode(204)
  @Permission('staff.invite')
  @ApiOperation({ summary: 'Give these roles instead; what is added or taken must be one’s own to give' })
  async roles(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: StaffId,
    @Body() { roles }: RolesDto,
  ): Promise<void> {
    accepted(await this.changeRoles.execute(caller, id, asRoles(roles)));
  }

  @Put(':id/closed')
  @HttpCode(204)
  @Permission('staff.manage')
  @ApiOperation({ summary: 'Close a login: its sessions end at once' })
  async close(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: StaffId): Promise<void> {
    accepted(await this.disableStaff.disable(caller, id));
  }

  @Delete(':id/closed')
  @HttpCode(204)
  @Permission('staff.manage')
  @ApiOperation({ summary: 'Open a closed login again' })
  reopen(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: StaffId): Promise<void> {
    return this.disableStaff.enable(caller, id);
  }
}
