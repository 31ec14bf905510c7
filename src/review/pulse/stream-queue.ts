import { Injectable } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { distinctUntilChanged, exhaustMap, filter, interval, map, merge, share, startWith } from 'rxjs';
import { switchMap, takeUntil, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Principal } from '../../kernel/principal.js';
import { SessionLookup, mayAnywhere } from '../../platform/auth/index.js';
import type { CurrentSession } from '../../platform/auth/index.js';
import { WatchQueues } from './watch-queues.js';

/** A session that was ended, or a role that was taken, is noticed within this. */
const ASK_AGAIN_MS = 4_000;
/** Proxies close connections that are silent for a minute. */
const BEAT_MS = 20_000;
/** Then the browser comes again, through every check that a request passes. */
const LONGEST_MS = 15 * 60_000;

/** An open queue's connection: that something changed, in numbers, as long as the session behind it lives. */
@Injectable()
export class StreamQueue {
  constructor(
    private readonly sessions: SessionLookup,
    private readonly watch: WatchQueues,
  ) {}

  /** Throws TooManyWatchers. */
  execute(session: CurrentSession): Observable<MessageEvent> {
    const first = this.watch.execute(session.principal);
    const asked = interval(ASK_AGAIN_MS).pipe(
      exhaustMap(() => this.principalOf(session)),
      share(),
    );
    const news = asked.pipe(
      filter((principal) => principal !== null),
      startWith(session.principal),
      distinctUntilChanged(haveSameRoles),
      switchMap((principal, change) => (change === 0 ? first : this.watch.execute(principal))),
      map((data): MessageEvent => ({ type: 'flags', data })),
    );
    const beats = interval(BEAT_MS).pipe(map((): MessageEvent => ({ type: 'beat', data: '' })));
    const ended = asked.pipe(filter((principal) => principal === null));
    return merge(news, beats).pipe(takeUntil(merge(ended, timer(LONGEST_MS))));
  }

  /** Who they are now; null when the session ended or sees no flags any more. */
  private async principalOf({ tokenHash }: CurrentSession): Promise<Principal | null> {
    const found = await this.sessions.find(tokenHash);
    return found && mayAnywhere(found.principal, 'flags.read') ? found.principal : null;
  }
}

/** A change of roles changes what is counted. */
function haveSameRoles(one: Principal, other: Principal): boolean {
  return JSON.stringify(one.roles) === JSON.stringify(other.roles);
}
