import { ApiProperty } from '@nestjs/swagger';
import type { Receipt } from './receive-delivery.js';

export class ReceiptView implements Receipt {
  @ApiProperty({ format: 'uuid', description: 'The same for every copy of the delivery' })
  readonly id!: Receipt['id'];

  @ApiProperty({
    enum: ['accepted', 'duplicate'],
    description: '`duplicate`: accepted before; nothing was done',
  })
  readonly status!: Receipt['status'];
}
