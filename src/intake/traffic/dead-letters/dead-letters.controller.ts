import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import type { DeliveryId } from '../../../kernel/ids.js';
import type { Principal } from '../../../kernel/principal.js';
import { Caller, Permission } from '../../../platform/auth/index.js';
import type { DeadLetter } from '../delivery.js';
import { ListDeadLetters } from './list-dead-letters.js';
import { ReplayDeadLetters } from './replay-dead-letters.js';

class DeadLetterView implements DeadLetter {
  @ApiProperty({ format: 'uuid' })
  readonly id!: DeliveryId;

  @ApiProperty({ format: 'uuid' })
  readonly groupId!: DeadLetter['groupId'];

  @ApiProperty({ description: 'The channel or import it came with', type: Object })
  readonly origin!: DeadLetter['origin'];

  @ApiProperty()
  readonly receivedAt!: Date;

  @ApiProperty()
  readonly messages!: number;

  @ApiProperty()
  readonly attempts!: number;

  @ApiProperty({ example: 'items-not-understood' })
  readonly code!: string;
}

class ReplayRequest {
  @ApiProperty({ type: [String], format: 'uuid', maxItems: 200 })
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID('all', { each: true })
  readonly ids!: DeliveryId[];
}

class Replayed {
  @ApiProperty({ description: 'How many went back into their lanes' })
  readonly replayed: number;

  constructor(replayed: number) {
    this.replayed = replayed;
  }
}

@ApiTags('deliveries')
@Controller('api/v1/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly listDeadLetters: ListDeadLetters,
    private readonly replayDeadLetters: ReplayDeadLetters,
  ) {}

  @Get()
  @Permission('channels.manage')
  @ApiOperation({ summary: 'Deliveries that could not be walked, oldest first' })
  @ApiOkResponse({ type: [DeadLetterView] })
  async list(@Caller() caller: Principal): Promise<readonly DeadLetterView[]> {
    return this.listDeadLetters.execute(caller);
  }

  @Post('replay')
  @HttpCode(200)
  @Permission('channels.manage')
  @ApiOperation({ summary: 'Walk dead letters again' })
  @ApiOkResponse({ type: Replayed })
  async replay(@Caller() caller: Principal, @Body() { ids }: ReplayRequest): Promise<Replayed> {
    return new Replayed(await this.replayDeadLetters.execute(caller, ids));
  }
}
