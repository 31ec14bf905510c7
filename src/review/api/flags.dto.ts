import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import type { Assessment } from '../../kernel/assessment.js';
import { HARMS } from '../../kernel/harm.js';
import type { Harm } from '../../kernel/harm.js';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import { LEVELS } from '../../kernel/level.js';
import type { Level } from '../../kernel/level.js';
import { OUTCOMES, WAITS } from '../queue/flag-filter.js';
import type { FlagFilter, Wait } from '../queue/flag-filter.js';
import { FLAG_STATES } from '../flags/stored-flag.js';
import type { FlagState } from '../flags/stored-flag.js';

export class CountQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly groupId?: GroupId;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: ProgrammeId;
}

export class FlagQueryDto extends CountQueryDto implements FlagFilter {
  @ApiPropertyOptional({ enum: HARMS, description: 'The harm the flag is filed under' })
  @IsOptional()
  @IsIn(HARMS)
  readonly harm?: Harm;

  @ApiPropertyOptional({ enum: LEVELS })
  @IsOptional()
  @IsIn(LEVELS)
  readonly level?: Level;

  @ApiPropertyOptional({ description: 'ISO 639-3, or `und`', example: 'swa' })
  @IsOptional()
  @Matches(/^[a-z]{3}$/)
  readonly language?: string;

  @ApiPropertyOptional({ enum: WAITS, description: 'At least so long, or longer than the level allows' })
  @IsOptional()
  @IsIn(WAITS)
  readonly waiting?: Wait;

  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  readonly outcome?: Assessment['outcome'];

  @ApiPropertyOptional({ enum: FLAG_STATES, description: 'Open when absent' })
  @IsOptional()
  @IsIn(FLAG_STATES)
  readonly state?: FlagState;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  readonly after?: string;
}
