import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { HARMS } from '../../kernel/harm.js';
import { SEVERITIES } from '../../kernel/severity.js';
import { SETTLEMENTS } from '../acts/settle-copies.js';
import { DISMISSALS, REOPENINGS, RESOLUTIONS, VISIBILITIES, WISHES } from '../machine/incident.js';
import { INCIDENT_ACTS } from '../performing/act.js';
import type { IncidentActInput, IncidentActName } from '../performing/act.js';

export class IncidentQueryDto {
  @ApiPropertyOptional({ enum: ['live', 'ended'], description: 'Live when absent' })
  @IsOptional()
  @IsIn(['live', 'ended'])
  readonly which?: 'live' | 'ended';

  @ApiPropertyOptional({ description: 'From 1; `next` of the page before' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly page?: number;
}

const REASONS = [...DISMISSALS, ...RESOLUTIONS, ...REOPENINGS, 'named_by_reporter', 'named_by_lead'];

export class IncidentActDto implements IncidentActInput {
  @ApiProperty({ enum: INCIDENT_ACTS })
  @IsIn(INCIDENT_ACTS)
  readonly act!: IncidentActName;

  @ApiPropertyOptional({ description: 'Sealed in the timeline, absent from the log' })
  @IsOptional()
  @IsString()
  readonly note?: string;

  @ApiPropertyOptional({ enum: REASONS, description: 'dismiss, resolve, reopen, recuse: from its own list' })
  @IsOptional()
  @IsString()
  readonly reason?: string;

  @ApiPropertyOptional({ enum: HARMS, description: 'confirm: what it really is' })
  @IsOptional()
  @IsString()
  readonly harm?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'offer_command, own_step, recuse: a person of staff' })
  @IsOptional()
  @IsUUID()
  readonly person?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'recuse: the member as whom they write, where known' })
  @IsOptional()
  @IsUUID()
  readonly member?: string;

  @ApiPropertyOptional({ enum: SEVERITIES, description: 'severity' })
  @IsOptional()
  @IsInt()
  readonly severity?: number;

  @ApiPropertyOptional({ enum: VISIBILITIES, description: 'visibility' })
  @IsOptional()
  @IsString()
  readonly visibility?: string;

  @ApiPropertyOptional({ enum: WISHES, description: 'wishes: what the affected person wants' })
  @IsOptional()
  @IsString()
  readonly wishes?: string;

  @ApiPropertyOptional({ example: '3F7K', description: 'merge: reference of the other incident' })
  @IsOptional()
  @IsString()
  readonly into?: string;

  @ApiPropertyOptional({ enum: SETTLEMENTS, description: 'settle: the decision for every copy' })
  @IsOptional()
  @IsString()
  readonly decision?: string;

  @ApiPropertyOptional({ description: 'own_step, finish_step, waive_step' })
  @IsOptional()
  @IsString()
  readonly step?: string;

  @ApiPropertyOptional({ description: 'finish_step: one of the step’s outcomes' })
  @IsOptional()
  @IsString()
  readonly outcome?: string;

  @ApiPropertyOptional({ description: 'finish_step: what was found or done; sealed' })
  @IsOptional()
  @IsString()
  readonly evidence?: string;
}
