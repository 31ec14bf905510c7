import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
} from 'class-validator';
import type { GroupId, ProgrammeId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { MOST_TOKEN_DAYS, TOKEN_PERMISSIONS } from '../tokens/api-token.js';
import type { NewToken, TokenMade, TokenPermission, TokenView } from '../tokens/api-token.js';
import { ManageTokens } from '../tokens/manage-tokens.js';
import { accepted } from './refusals.js';

export class TokenDto {
  @ApiProperty({ description: 'What it is for', example: 'Nightly export' })
  @IsString()
  readonly name!: string;

  @ApiProperty({ enum: TOKEN_PERMISSIONS, isArray: true })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(TOKEN_PERMISSIONS, { each: true })
  readonly permissions!: readonly TokenPermission[];

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid', description: 'Where it holds' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: ProgrammeId | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'uuid', description: 'Where it holds' })
  @IsOptional()
  @IsUUID()
  readonly groupId?: GroupId | null;

  @ApiProperty({ description: 'Days until it ends', minimum: 1, maximum: MOST_TOKEN_DAYS })
  @IsInt()
  @Min(1)
  @Max(MOST_TOKEN_DAYS)
  readonly days!: number;
}

function asNewToken({ name, permissions, days, programmeId = null, groupId = null }: TokenDto): NewToken {
  return { name, permissions, days, programmeId, groupId };
}

@ApiTags('tokens')
@Controller('api/v1/tokens')
@Permission('tokens.manage')
export class TokensController {
  constructor(private readonly tokens: ManageTokens) {}

  @Get()
  @ApiOperation({ summary: 'Tokens of programs, those that work first; never the tokens themselves' })
  list(@Caller() caller: Principal): Promise<readonly TokenView[]> {
    return this.tokens.list(caller);
  }

  @Post()
  @ApiOperation({ summary: 'Make a token of what one may do oneself; it is in the answer and never again' })
  async make(@Caller() caller: Principal, @Body() body: TokenDto): Promise<TokenMade> {
    return accepted(await this.tokens.make(caller, asNewToken(body)));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a token at once' })
  revoke(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.tokens.revoke(caller, id);
  }
}
