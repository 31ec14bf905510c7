import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'ProblemFault' })
class FaultSchema {
  @ApiProperty({ description: 'JSON pointer, form field, header or file line', example: '/timezone' })
  readonly path!: string;

  @ApiProperty({ description: 'What is wrong and what is expected' })
  readonly message!: string;
}

/** `Problem` of `platform/http` as the document shows it. */
@ApiSchema({ name: 'Problem', description: 'RFC 9457 problem details: the one shape of every refusal' })
export class ProblemSchema {
  @ApiProperty({
    description: 'Stable name of this kind of problem',
    example: 'urn:mlinzi:problem:database.unavailable',
  })
  readonly type!: string;

  @ApiProperty({ description: 'The kind of problem in words', example: 'Not available' })
  readonly title!: string;

  @ApiProperty({ example: 503 })
  readonly status!: number;

  @ApiProperty({ description: 'Stable code, ROOM.REASON', example: 'DATABASE.UNAVAILABLE' })
  readonly code!: string;

  @ApiProperty({ description: 'What happened here and how to put it right' })
  readonly detail!: string;

  @ApiProperty({ description: 'Everything that is wrong with the request, at once', type: [FaultSchema] })
  readonly errors!: FaultSchema[];

  @ApiProperty({ description: 'Number of the request, the same as in the log and in x-request-id' })
  readonly requestId!: string;
}
