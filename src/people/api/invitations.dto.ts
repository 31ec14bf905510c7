import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import { STAFF_ROLES } from '../roles/may-give.js';
import type { StaffRole } from '../roles/may-give.js';
import type { HeldRole } from '../staff/staff.repository.js';

/** Nobody wears more hats than there are roles and a few places. */
const MOST_ROLES = 50;

export class RoleDto {
  @ApiProperty({ enum: STAFF_ROLES })
  @IsIn(STAFF_ROLES)
  readonly role!: StaffRole;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid', description: 'Where the role holds' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: ProgrammeId | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid', description: 'Where the role holds' })
  @IsOptional()
  @IsUUID()
  readonly groupId?: GroupId | null;
}

export class RolesDto {
  @ApiProperty({ type: [RoleDto], maxItems: MOST_ROLES })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_ROLES)
  @ValidateNested({ each: true })
  @Type(() => RoleDto)
  readonly roles!: readonly RoleDto[];
}

export class InvitationDto extends RolesDto {
  @ApiProperty({ example: 'amina@example.org' })
  @IsString()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty({ description: 'Of the mail and, at first, of the console; ISO 639-1', example: 'en' })
  @IsString()
  @MaxLength(2)
  readonly language!: string;
}

export class AcceptanceDto {
  @ApiProperty({ description: 'From the link of the invitation' })
  @IsString()
  @MaxLength(200)
  readonly token!: string;

  @ApiProperty({ example: 'Amina' })
  @IsString()
  readonly name!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(128)
  readonly password!: string;

  @ApiProperty({ description: 'Language of the console, ISO 639-1', example: 'en' })
  @IsString()
  @MaxLength(2)
  readonly language!: string;

  @ApiProperty({ description: 'That the code of conduct was read and is accepted' })
  @IsBoolean()
  readonly acceptsConduct!: boolean;
}

export function asRoles(roles: readonly RoleDto[]): readonly HeldRole[] {
  return roles.map(({ role, programmeId = null, groupId = null }) => ({ role, programmeId, groupId }));
}
