import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
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

  @ApiPropertyOptional({ description: 'Settle the open flags with the same text, too; false when absent' })
  @IsOptional()
  @IsBoolean()
  readonly copies?: boolean;
}
