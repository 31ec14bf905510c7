import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID } from 'class-validator';
import type { ChannelId, GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { CloseChannel } from '../channels/close-channel.js';
import { ConnectChannel } from '../channels/connect-channel.js';
import type { ChannelConnected } from '../channels/connect-channel.js';
import type { ConnectedChannel } from '../channels/connected-channel.js';
import { ListChannels } from '../channels/list-channels.js';
import { MapGroupKey } from '../channels/map-group-key.js';
import { accepted } from './refusals.js';

export class NewChannelDto {
  @ApiProperty({ example: 'generic-webhook' })
  @IsString()
  readonly kind!: string;

  @ApiProperty({ example: 'Signal bridge' })
  @IsString()
  readonly name!: string;
}

export class GroupKeyDto {
  @ApiProperty({ description: 'What the channel calls the group', example: 'teachers-east' })
  @IsString()
  readonly groupKey!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly groupId!: GroupId;
}

@ApiTags('channels')
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(
    private readonly listChannels: ListChannels,
    private readonly connectChannel: ConnectChannel,
    private readonly closeChannel: CloseChannel,
    private readonly mapGroupKey: MapGroupKey,
  ) {}

  @Get()
  @Permission('channels.read')
  @ApiOperation({ summary: 'Connected channels, closed ones last' })
  list(@Caller() caller: Principal): Promise<readonly ConnectedChannel[]> {
    return this.listChannels.execute(caller);
  }

  @Post()
  @Permission('channels.manage')
  @ApiOperation({ summary: 'Connect a channel; its secret is in the answer and never again' })
  async connect(@Caller() caller: Principal, @Body() body: NewChannelDto): Promise<ChannelConnected> {
    return accepted(await this.connectChannel.execute(caller, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Permission('channels.manage')
  @ApiOperation({ summary: 'Close a channel: its deliveries are refused from now on' })
  close(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: ChannelId): Promise<void> {
    return this.closeChannel.execute(caller, id);
  }

  @Put(':id/groups')
  @HttpCode(204)
  @Permission('channels.manage')
  @ApiOperation({ summary: 'Say which group a key of the channel means' })
  map(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) channelId: ChannelId,
    @Body() body: GroupKeyDto,
  ): Promise<void> {
    return this.mapGroupKey.execute(caller, { channelId, groupKey: body.groupKey, groupId: body.groupId });
  }
}
