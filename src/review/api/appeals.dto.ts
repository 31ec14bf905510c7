import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { APPEAL_OUTCOMES } from '../appeals/appeal.js';
import type { AppealOutcome } from '../appeals/appeal.js';
import { NOTE_LIMIT } from '../decisions/decision.js';

const SAYS_SOMETHING = { message: 'must say something' };

export class RecordAppealDto {
  @ApiProperty({ maxLength: NOTE_LIMIT, description: 'What the member says; sealed under the member' })
  @Matches(/\S/, SAYS_SOMETHING)
  @MaxLength(NOTE_LIMIT)
  readonly words!: string;
}

export class AnswerAppealDto {
  @ApiProperty({ enum: APPEAL_OUTCOMES })
  @IsIn(APPEAL_OUTCOMES)
  readonly outcome!: AppealOutcome;

  @ApiPropertyOptional({ maxLength: NOTE_LIMIT, description: 'Sealed under the member' })
  @IsOptional()
  @Matches(/\S/, SAYS_SOMETHING)
  @MaxLength(NOTE_LIMIT)
  readonly answer?: string;
}
