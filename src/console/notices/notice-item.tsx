import type { VNode } from 'preact';
import type { NoticeView } from '../../escalation/index.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import { HiddenFields } from '../layout/form.js';
import { Moment } from '../layout/moment.js';
import { SeverityBadge } from '../layout/severity-badge.js';
import type { Visit } from '../visit/visit.js';

interface NoticeItemProps {
  readonly visit: Visit;
  readonly notice: NoticeView;
  /** The first of those that wait: its button is the page's main one. */
  readonly isFirst: boolean;
}

/** One matter in the list: how bad, which one, since when, and who is told next. */
export function NoticeItem({ visit, notice, isFirst }: NoticeItemProps): VNode {
  const { reader } = visit;
  return (
    <li>
      <div class="t">
        <b>
          <NoticeName visit={visit} notice={notice} />
        </b>
        <SeverityBadge reader={reader} severity={notice.severity} />
      </div>
      <NoticeFacts visit={visit} notice={notice} />
      {isOpen(notice.standing) && <AnswerForm visit={visit} notice={notice} isMain={isFirst} />}
    </li>
  );
}

export function isOpen(standing: NoticeView['standing']): standing is 'waiting' | 'passed_on' {
  return standing === 'waiting' || standing === 'passed_on';
}

/** A link for those who may read the matter; for others the reference is all there is. */
function NoticeName({ visit, notice }: { visit: Visit; notice: NoticeView }): VNode {
  const name = visit.reader.say(`notices.kind.${notice.kind}`, { reference: notice.reference });
  const address = subjectAddress(visit, notice);
  return address === null ? <span>{name}</span> : <a href={address}>{name}</a>;
}

/** Null where the person's roles do not reach what the notice is about. */
export function subjectAddress({ principal }: Visit, { kind, subjectId }: NoticeAim): string | null {
  const permission = kind === 'incident' ? 'incidents.read' : 'flags.read';
  const place = kind === 'incident' ? '/incidents' : '/flags';
  return principal && mayAnywhere(principal, permission) ? `${place}/${subjectId}` : null;
}

type NoticeAim = Pick<NoticeView, 'kind' | 'subjectId'>;

export function NoticeFacts({ visit, notice }: { visit: Visit; notice: NoticeView }): VNode {
  const { reader } = visit;
  const { standing, nextAt, answeredAt, timezone } = notice;
  return (
    <>
      <div class="sub">
        {reader.say(`notices.standing.${standing}`)} · {reader.say('notices.told')}{' '}
        <Moment visit={visit} at={notice.toldAt} zone={timezone} />
        {answeredAt && !isOpen(standing) && (
          <>
            {' · '}
            {reader.say('notices.since')} <Moment visit={visit} at={answeredAt} zone={timezone} />
          </>
        )}
      </div>
      {nextAt && (
        <div class="sub">
          {reader.say('notices.next')} <Moment visit={visit} at={nextAt} zone={timezone} />
        </div>
      )}
      {(notice.mail === 'retrying' || notice.mail === 'failed') && (
        <div class="sub">
          <span aria-hidden="true">▲ </span>
          {reader.say(`notices.mail.${notice.mail}`)}
        </div>
      )}
    </>
  );
}

/** One button; pressing it twice, or late, changes nothing. */
export function AnswerForm(props: { visit: Visit; notice: NoticeView; isMain: boolean }): VNode {
  const { visit, notice, isMain } = props;
  return (
    <form method="post" action={`/notices/${notice.id}/acknowledge`}>
      <HiddenFields visit={visit} />
      <button class={isMain ? 'main' : undefined}>{visit.reader.say('notices.answer')}</button>
    </form>
  );
}
