import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { StaffId } from '../../kernel/ids.js';
import { LONGEST_MINUTES, MOST_STEPS, SHORTEST_MINUTES, TARGET_ROLES } from '../policies/policy.js';
import type { Step, Target } from '../policies/policy.js';

const KINDS = ['role', 'person'] as const;
const PLACES = ['programme', 'organisation'] as const;

/** Nobody needs more names in one step than fit on a page. */
const MOST_TARGETS = 20;

export class TargetDto {
  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  readonly kind!: (typeof KINDS)[number];

  @ApiPropertyOptional({ enum: TARGET_ROLES, description: 'With kind `role`' })
  @ValidateIf(({ kind }: TargetDto) => kind === 'role')
  @IsIn(TARGET_ROLES)
  readonly role?: (typeof TARGET_ROLES)[number];

  @ApiPropertyOptional({
    enum: PLACES,
    description: 'With kind `role`: who holds it in the programme, or for the whole organisation',
  })
  @ValidateIf(({ kind }: TargetDto) => kind === 'role')
  @IsIn(PLACES)
  readonly within?: (typeof PLACES)[number];

  @ApiPropertyOptional({ format: 'uuid', description: 'With kind `person`' })
  @ValidateIf(({ kind }: TargetDto) => kind === 'person')
  @IsUUID()
  readonly staffId?: StaffId;
}

const MINUTES = {
  type: 'integer',
  nullable: true,
  minimum: SHORTEST_MINUTES,
  maximum: LONGEST_MINUTES,
} as const;

/** Minutes until the next step, per severity; null where the step is passed over. */
export class MinutesDto {
  @ApiProperty(MINUTES)
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_MINUTES)
  @Max(LONGEST_MINUTES)
  readonly 1!: number | null;

  @ApiProperty(MINUTES)
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_MINUTES)
  @Max(LONGEST_MINUTES)
  readonly 2!: number | null;

  @ApiProperty(MINUTES)
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_MINUTES)
  @Max(LONGEST_MINUTES)
  readonly 3!: number | null;

  @ApiProperty(MINUTES)
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_MINUTES)
  @Max(LONGEST_MINUTES)
  readonly 4!: number | null;
}

export class StepDto {
  @ApiProperty({ type: [TargetDto] })
  @IsArray()
  @ArrayMaxSize(MOST_TARGETS)
  @ValidateNested({ each: true })
  @Type(() => TargetDto)
  readonly targets!: readonly TargetDto[];

  @ApiProperty({ type: MinutesDto })
  @IsObject()
  @ValidateNested()
  @Type(() => MinutesDto)
  readonly minutes!: MinutesDto;
}

export class DraftDto {
  @ApiProperty({ type: [StepDto], maxItems: MOST_STEPS })
  @IsArray()
  @ArrayMaxSize(MOST_STEPS)
  @ValidateNested({ each: true })
  @Type(() => StepDto)
  readonly steps!: readonly StepDto[];
}

export class WebhookDto {
  @ApiProperty({ description: 'Begins with https://; receives signed posts of reference, severity and link' })
  @IsString()
  @MaxLength(500)
  readonly url!: string;
}

export function stepsOf({ steps }: DraftDto): readonly Step[] {
  return steps.map(({ targets, minutes }) => ({
    targets: targets.map(targetOf),
    minutes: { 1: minutes[1] ?? null, 2: minutes[2] ?? null, 3: minutes[3] ?? null, 4: minutes[4] ?? null },
  }));
}

/** The decorators have seen to it that each kind brings what it needs. */
function targetOf({ kind, role, within, staffId }: TargetDto): Target {
  if (kind === 'person' && staffId !== undefined) return { kind, staffId };
  return { kind: 'role', role: role ?? 'admin', within: within ?? 'organisation' };
}
