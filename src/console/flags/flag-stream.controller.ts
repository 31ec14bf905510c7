import { Controller, Sse } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Permission, Session } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { StreamQueue } from '../../review/index.js';

/** Stands before the pages of flags: `stream` is no flag's id. */
@Controller('flags')
export class FlagStreamController {
  constructor(private readonly stream: StreamQueue) {}

  @Sse('stream')
  @Permission('flags.read')
  watch(@Session() session: CurrentSession): Observable<MessageEvent> {
    return this.stream.execute(session);
  }
}
