import type { VNode } from 'preact';
import type { NoticeView } from '../../escalation/index.js';
import { Layout } from '../layout/layout.js';
import { SeverityBadge } from '../layout/severity-badge.js';
import type { Visit } from '../visit/visit.js';
import { AnswerForm, isOpen, NoticeFacts, subjectAddress } from './notice-item.js';

/** Where the link of a mail leads: which matter, how bad, and one button. */
export function NoticeLinkPage({ visit, notice }: { visit: Visit; notice: NoticeView }): VNode {
  const { reader } = visit;
  const { standing } = notice;
  const address = subjectAddress(visit, notice);
  return (
    <Layout
      visit={visit}
      title={reader.say(`notices.kind.${notice.kind}`, { reference: notice.reference })}
      place="notices"
      aside={<SeverityBadge reader={reader} severity={notice.severity} />}
    >
      <article class="card narrow">
        <p>{reader.say('severity.means', { meaning: reader.say(`severity.meaning.${notice.severity}`) })}</p>
        <div>
          <NoticeFacts visit={visit} notice={notice} />
        </div>
        {isOpen(standing) ? (
          <>
            <p class="note">{reader.say('notices.whatAnsweringMeans')}</p>
            <AnswerForm visit={visit} notice={notice} isMain />
          </>
        ) : (
          <p class="note">{reader.say(`notices.link.${standing}`)}</p>
        )}
        <p class="row">
          {address !== null && (
            <a class="btn" href={address}>
              {reader.say('notices.open')}
            </a>
          )}
          <a class="btn" href="/notices">
            {reader.say('notices.all')}
          </a>
        </p>
      </article>
    </Layout>
  );
}

/** A link that opens nothing any more, or was never this person's; what to do instead is the same. */
export function DeadLinkPage({ visit, expiredAfter }: { visit: Visit; expiredAfter: number | null }): VNode {
  const { reader } = visit;
  const isExpired = expiredAfter !== null;
  return (
    <Layout
      visit={visit}
      title={reader.say(isExpired ? 'notices.expired' : 'notices.notYours')}
      place="notices"
    >
      <article class="card narrow">
        <p>
          {isExpired
            ? reader.say('notices.expiredBody', { count: expiredAfter })
            : reader.say('notices.notYoursBody')}
        </p>
        <p class="row">
          <a class="btn main" href="/notices">
            {reader.say('notices.all')}
          </a>
        </p>
      </article>
    </Layout>
  );
}
