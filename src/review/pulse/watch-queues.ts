import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import {
  Subject,
  catchError,
  defer,
  distinctUntilChanged,
  exhaustMap,
  finalize,
  map,
  of,
  scan,
  share,
  takeUntil,
  timer,
} from 'rxjs';
import type { Observable } from 'rxjs';
import type { OrganisationId, StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { reachOf } from '../../platform/auth/index.js';
import type { Reach } from '../../platform/auth/index.js';
import { TooManyWatchers } from '../review.errors.js';
import { PulseRepository } from './pulse.repository.js';
import type { GroupPulse } from './pulse.repository.js';

/** What happened in the watcher's queues since they began to watch: numbers, nothing else. Nothing, to begin with. */
export interface QueueNews {
  readonly raised: number;
  readonly settled: number;
}

/** A person sees a flag two seconds after it was raised; a look reads a few hundred short rows. */
const LOOK_EVERY_MS = 2_000;
/** Open connections cost memory and a socket each; a browser that is refused works without. */
const MOST_WATCHERS = 200;
const MOST_OF_ONE_PERSON = 5;

/**
 * Tells open queues that something changed. One look at the counters per organisation and process, only while
 * somebody watches: it works through a pooler, from any process, and misses nothing that was committed.
 */
@Injectable()
export class WatchQueues implements BeforeApplicationShutdown {
  private readonly looks = new Map<OrganisationId, Observable<readonly GroupPulse[]>>();
  private readonly watchers = new Map<StaffId, number>();
  private readonly closing = new Subject<void>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly pulse: PulseRepository,
  ) {}

  /** Within the principal's reach as it is now. Throws TooManyWatchers when there is no room. Ends with the service. */
  execute(principal: Principal): Observable<QueueNews> {
    const { staffId, organisationId } = principal;
    const reach = reachOf(principal, 'flags.read');
    this.admit(staffId);
    return this.looksAt(organisationId).pipe(
      map((groups) => countWithin(groups, reach)),
      scan<QueueNews, Since | null, null>((before, now) => ({ first: before?.first ?? now, now }), null),
      map((since) => difference(since)),
      distinctUntilChanged((one, other) => one.raised === other.raised && one.settled === other.settled),
      takeUntil(this.closing),
      finalize(() => {
        this.leave(staffId);
      }),
    );
  }

  beforeApplicationShutdown(): void {
    this.closing.next();
  }

  private admit(staffId: StaffId): void {
    const own = this.watchers.get(staffId) ?? 0;
    const all = [...this.watchers.values()].reduce((sum, each) => sum + each, 0);
    if (own >= MOST_OF_ONE_PERSON || all >= MOST_WATCHERS) throw new TooManyWatchers();
    this.watchers.set(staffId, own + 1);
  }

  private leave(staffId: StaffId): void {
    const left = (this.watchers.get(staffId) ?? 1) - 1;
    if (left > 0) this.watchers.set(staffId, left);
    else this.watchers.delete(staffId);
  }

  /** Shared by everybody who watches; stops with the last of them. */
  private looksAt(organisationId: OrganisationId): Observable<readonly GroupPulse[]> {
    const known = this.looks.get(organisationId);
    if (known) return known;
    const looks = timer(0, LOOK_EVERY_MS).pipe(
      exhaustMap(() => this.look(organisationId)),
      finalize(() => this.looks.delete(organisationId)),
      share(),
    );
    this.looks.set(organisationId, looks);
    return looks;
  }

  /** A database that is away for a moment is no news. */
  private look(organisationId: OrganisationId): Observable<readonly GroupPulse[]> {
    const work = { organisationId, actor: { kind: 'service', id: 'queue' }, purpose: 'watch_queue' } as const;
    return defer(() => this.uow.run(work, (tx) => this.pulse.read(tx))).pipe(catchError(() => of()));
  }
}

interface Since {
  readonly first: QueueNews;
  readonly now: QueueNews;
}

function countWithin(groups: readonly GroupPulse[], reach: Reach): QueueNews {
  const own = groups.filter(
    ({ groupId, programmeId }) =>
      reach.kind === 'organisation' ||
      reach.groupIds.includes(groupId) ||
      reach.programmeIds.includes(programmeId),
  );
  const total = (count: (group: GroupPulse) => number) => own.reduce((sum, group) => sum + count(group), 0);
  return { raised: total(({ raised }) => raised), settled: total(({ settled }) => settled) };
}

function difference(since: Since | null): QueueNews {
  if (since === null) return { raised: 0, settled: 0 };
  const { first, now } = since;
  return { raised: now.raised - first.raised, settled: now.settled - first.settled };
}
