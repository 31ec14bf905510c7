import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { GroupId, ProgrammeId, StaffId } from '../../kernel/ids.js';
import { ROLES } from '../../kernel/principal.js';
import type { Principal, Role } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { RevokeSessions } from '../sign-in/revoke-sessions.js';
import { AddUser } from '../staff/add-user.js';
import { ListStaff } from '../staff/list-staff.js';
import type { NewStaff, StaffMember } from '../staff/staff.js';
import { accepted } from './refusals.js';
import { CredentialsDto } from './session.dto.js';

export class NewStaffDto extends CredentialsDto {
  @ApiProperty()
  @IsString()
  readonly name!: string;

  @ApiProperty({ description: 'Language of the console, ISO 639-1', example: 'en' })
  @IsString()
  @MaxLength(2)
  readonly language!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  readonly role!: Role;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid', description: 'Where the role holds' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: ProgrammeId | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid', description: 'Where the role holds' })
  @IsOptional()
  @IsUUID()
  readonly groupId?: GroupId | null;
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
}
