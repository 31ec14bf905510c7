import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../platform/auth/index.js';
import { ReceiptView } from './receipt-view.js';
import { ReceiveDelivery } from './receive-delivery.js';
import { channelIdOf, signedRequestOf } from './signed-request.js';

@ApiTags('deliveries')
@Controller('api/v1/channels')
export class DeliveriesController {
  constructor(private readonly receive: ReceiveDelivery) {}

  /** Answered once the bytes are durable; the messages are looked at afterwards. */
  @Post(':id/deliveries')
  @HttpCode(202)
  @Public('a channel proves itself with the signature on every delivery')
  @ApiOperation({ summary: 'Deliver messages through a channel, signed with its secret' })
  @ApiHeader({
    name: 'Mlinzi-Timestamp',
    required: true,
    description: 'Unix seconds, within five minutes of now',
  })
  @ApiHeader({
    name: 'Mlinzi-Signature',
    required: true,
    description: '`v1=` and the hex of HMAC-SHA256(secret, timestamp + "." + body)',
  })
  @ApiBody({ description: 'The form of the channel, e.g. of the generic webhook', type: Object })
  @ApiAcceptedResponse({ type: ReceiptView })
  async deliver(@Param('id') id: string, @Req() request: Request): Promise<ReceiptView> {
    return this.receive.execute(channelIdOf(id), signedRequestOf(request));
  }
}
