import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsOptional,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import type { GroupId, MemberId } from '../../kernel/ids.js';
import { BASES, BASIS_METHODS, EXPRESSED_BY, OBJECTION_METHODS } from '../ledger/ledger-event.js';
import type { Basis, BasisMethod, ExpressedBy, NewBasis, Objection } from '../ledger/ledger-event.js';
import { PURPOSES } from '../ledger/purpose.js';
import type { Purpose } from '../ledger/purpose.js';

export class NewBasisDto {
  @ApiProperty({ enum: BASES })
  @IsIn(BASES)
  readonly basis!: Basis;

  @ApiProperty({ enum: PURPOSES, isArray: true })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(PURPOSES, { each: true })
  readonly purposes!: readonly Purpose[];

  @ApiProperty({
    description: 'The role or body that decided, not a private person',
    example: 'assembly of the group',
  })
  @Length(1, 200)
  readonly decidedBy!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true })
  readonly decidedAt!: string;

  @ApiProperty({ example: '2026-1' })
  @Length(1, 50)
  readonly noticeVersion!: string;

  @ApiProperty({ description: 'The notice as the group saw it' })
  @Length(1, 20_000)
  readonly noticeText!: string;

  @ApiProperty({ description: 'ISO 639-3', example: ['swa', 'eng'] })
  @IsArray()
  @ArrayNotEmpty()
  @Matches(/^[a-z]{3}$/, { each: true, message: 'each must be an ISO 639-3 code such as "swa"' })
  readonly noticeLanguages!: readonly string[];

  @ApiProperty({ enum: BASIS_METHODS })
  @IsIn(BASIS_METHODS)
  readonly method!: BasisMethod;

  @ApiProperty({ enum: EXPRESSED_BY })
  @IsIn(EXPRESSED_BY)
  readonly expressedBy!: ExpressedBy;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null: until withdrawn',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly validUntil?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Condition of Art. 9(2) GDPR or its like',
  })
  @IsOptional()
  @Length(1, 200)
  readonly specialCategoryCondition?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Required for legitimate interest' })
  @IsOptional()
  @Length(1, 200)
  readonly balancingTestId?: string | null;

  @ApiProperty({ description: 'Whoever asked has power over those who answered' })
  @IsBoolean()
  readonly powerImbalance!: boolean;
}

export class ObjectionDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly memberId!: MemberId;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'Null: in every group' })
  @IsOptional()
  @IsUUID()
  readonly groupId?: GroupId | null;

  @ApiProperty({ enum: ['opted_out', 'opted_in'] })
  @IsIn(['opted_out', 'opted_in'])
  readonly event!: Objection['event'];

  @ApiProperty({ enum: OBJECTION_METHODS })
  @IsIn(OBJECTION_METHODS)
  readonly method!: Objection['method'];

  @ApiProperty({ enum: EXPRESSED_BY })
  @IsIn(EXPRESSED_BY)
  readonly expressedBy!: ExpressedBy;
}

export function asNewBasis(body: NewBasisDto): NewBasis {
  const {
    decidedAt,
    validUntil = null,
    specialCategoryCondition = null,
    balancingTestId = null,
    ...rest
  } = body;
  return {
    ...rest,
    decidedAt: new Date(decidedAt),
    validUntil: validUntil === null ? null : new Date(validUntil),
    specialCategoryCondition,
    balancingTestId,
  };
}

export function asObjection({
  memberId,
  groupId = null,
  event,
  method,
  expressedBy,
}: ObjectionDto): Objection {
  return { memberId, groupId, event, method, expressedBy };
}
