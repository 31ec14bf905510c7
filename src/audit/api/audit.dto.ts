import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsInt, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';
import type { EntryFilter } from '../read/entry-filter.js';

/** Longest id or name an entry can hold. */
const LONGEST = 200;

export class EntryQueryDto implements EntryFilter {
  @ApiPropertyOptional({ description: 'The act or its beginning: `flag` finds `flag.decided`' })
  @IsOptional()
  @Matches(/^[a-z_.]{1,100}$/)
  readonly act?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  readonly actorId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  readonly objectKind?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  readonly objectId?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  readonly from?: Date;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  readonly to?: Date;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  readonly after?: string;
}

export class SizesDto {
  @ApiProperty({ minimum: 0 })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  readonly from!: number;

  @ApiProperty({ minimum: 0 })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  readonly to!: number;
}
