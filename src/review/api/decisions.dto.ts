import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { HARMS } from '../../kernel/harm.js';
import type { Harm } from '../../kernel/harm.js';
import { DECISION_KINDS, NOTE_LIMIT } from '../decisions/decision.js';
import type { DecisionKind } from '../decisions/decision.js';

export class DecideDto {
  @ApiProperty({ enum: DECISION_KINDS })
  @IsIn(DECISION_KINDS)
  readonly kind!: DecisionKind;

  @ApiPropertyOptional({ maxLength: NOTE_LIMIT, description: 'In your own words; sealed under the member' })
  @IsOptional()
  @Matches(/\S/, { message: 'must say something, or be left out' })
  @MaxLength(NOTE_LIMIT)
  readonly note?: string;

  @ApiPropertyOptional({
    enum: HARMS,
    description: 'What an incident is about, where the flag names no harm',
  })
  @IsOptional()
  @IsIn(HARMS)
  readonly harm?: Harm;

  @ApiPropertyOptional({ description: 'Settle the open flags with the same text, too; false when absent' })
  @IsOptional()
  @IsBoolean()
  readonly copies?: boolean;
}

/** On each side: enough to follow a quarrel. */
export const CONTEXT_SIZE = 10;

export class ContextQueryDto {
  @ApiPropertyOptional({
    minimum: 1,
    maximum: 50,
    description: `Messages on each side; ${CONTEXT_SIZE} when absent`,
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  readonly size?: number;
}
