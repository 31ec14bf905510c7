import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { Claim } from '../../kernel/claim.js';
import type { Identity } from '../../kernel/identity.js';
import type { NewClaim } from '../library/reference.js';

export class NewIdentityDto {
  @ApiProperty({ enum: ['organisation', 'person', 'role'] })
  @IsIn(['organisation', 'person', 'role'])
  readonly kind!: Identity['kind'];

  @ApiProperty({ description: 'Official name first, in any script' })
  @IsArray()
  @IsString({ each: true })
  readonly names!: readonly string[];

  @ApiProperty({
    description: 'E.164 numbers, e-mail addresses, domains and handles that really belong to it',
  })
  @IsArray()
  @IsString({ each: true })
  readonly contacts!: readonly string[];
}

export class WordingDto {
  @ApiProperty({ description: 'ISO 639-3', example: 'swa' })
  @IsString()
  readonly language!: string;

  @ApiProperty()
  @IsString()
  readonly text!: string;
}

export class NewClaimDto {
  @ApiProperty({ enum: ['false', 'misleading', 'unverified', 'true'] })
  @IsIn(['false', 'misleading', 'unverified', 'true'])
  readonly verdict!: Claim['verdict'];

  @ApiProperty({ type: [WordingDto] })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WordingDto)
  readonly wordings!: readonly WordingDto[];

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Where it can be checked' })
  @IsOptional()
  @IsString()
  readonly source?: string | null;
}

export function asNewClaim({ verdict, wordings, source }: NewClaimDto): NewClaim {
  return {
    verdict,
    source: source ?? null,
    wordings: wordings.map(({ language, text }) => ({ language, text })),
  };
}
