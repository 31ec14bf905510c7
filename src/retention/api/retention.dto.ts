import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsUUID, Max, Min } from 'class-validator';
import { GROUNDS } from '../../kernel/erasure-ground.js';
import type { Ground } from '../../kernel/erasure-ground.js';
import type { MemberId } from '../../kernel/ids.js';

export class KeepDto {
  @ApiProperty({ minimum: 1, maximum: 3650, description: 'Days, within the bounds of the class' })
  @IsInt()
  @Min(1)
  @Max(3650)
  readonly days!: number;
}

export class ForgetDto {
  @ApiProperty({ format: 'uuid', type: String })
  @IsUUID()
  readonly memberId!: MemberId;

  @ApiProperty({ enum: GROUNDS, description: 'On whose word' })
  @IsIn(GROUNDS)
  readonly ground!: Ground;
}
