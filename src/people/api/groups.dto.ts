import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  ValidateIf,
} from 'class-validator';
import type { ProgrammeId } from '../../kernel/ids.js';
import type { GroupSettings, NewGroup } from '../groups/group.js';

/** May be absent but not null, unlike with IsOptional. */
function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_body, value) => value !== undefined);
}

export class NewProgrammeDto {
  @ApiProperty({ example: 'Teachers' })
  @IsString()
  readonly name!: string;

  @ApiProperty({ example: 'Africa/Nairobi' })
  @IsString()
  readonly timezone!: string;
}

export class NewGroupDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly programmeId!: ProgrammeId;

  @ApiProperty({ example: 'Kakuma_English_Group1' })
  @IsString()
  readonly name!: string;

  @ApiProperty({ example: 'Africa/Nairobi' })
  @IsString()
  readonly timezone!: string;

  @ApiPropertyOptional({ description: 'ISO 639-3, most used first', example: ['swa', 'eng'] })
  @MayBeAbsent()
  @IsArray()
  @IsString({ each: true })
  readonly languages?: readonly string[];

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-2, most likely first', example: ['KE'] })
  @MayBeAbsent()
  @IsArray()
  @IsString({ each: true })
  readonly regions?: readonly string[];

  @ApiPropertyOptional({ type: Number, nullable: true, description: '2 to 5000; null for no limit' })
  @IsOptional()
  @IsInt()
  readonly sizeLimit?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Regular expression the name follows' })
  @IsOptional()
  @IsString()
  readonly namingPattern?: string | null;
}

export class ChangeGroupDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  readonly name?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  readonly timezone?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsArray()
  @IsString({ each: true })
  readonly languages?: readonly string[];

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsArray()
  @IsString({ each: true })
  readonly regions?: readonly string[];

  @ApiPropertyOptional({ type: Number, nullable: true })
  @IsOptional()
  @IsInt()
  readonly sizeLimit?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  readonly namingPattern?: string | null;

  @ApiPropertyOptional({
    type: Object,
    description: 'All settings of the group, by detector; absent ones are defaults',
  })
  @MayBeAbsent()
  @IsObject()
  readonly settings?: GroupSettings;

  @ApiPropertyOptional({ description: 'Archived groups take no more messages' })
  @MayBeAbsent()
  @IsBoolean()
  readonly archived?: boolean;
}

export function asNewGroup(body: NewGroupDto): NewGroup {
  const {
    programmeId,
    name,
    timezone,
    languages = [],
    regions = [],
    sizeLimit = null,
    namingPattern = null,
  } = body;
  return { programmeId, name, timezone, languages, regions, sizeLimit, namingPattern };
}
