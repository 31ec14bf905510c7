import type { VNode } from 'preact';
import type { Acknowledgement } from '../../kernel/escalation.js';
import type { NoticeView } from '../../escalation/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { Layout } from '../layout/layout.js';
import type { Visit } from '../visit/visit.js';
import { isOpen, NoticeItem } from './notice-item.js';

export interface NoticesPageProps {
  readonly visit: Visit;
  readonly notices: readonly NoticeView[];
  /** What came of the answer that was just given; null otherwise. */
  readonly answer: Acknowledgement | null;
  /** The service sends no mail: notices are found here only. */
  readonly withoutMail: boolean;
}

export function NoticesPage({ visit, notices, answer, withoutMail }: NoticesPageProps): VNode {
  const { reader } = visit;
  const waiting = notices.filter(({ standing }) => isOpen(standing));
  const past = notices.filter(({ standing }) => !isOpen(standing));
  return (
    <Layout
      visit={visit}
      title={reader.say('notices.title')}
      place="notices"
      aside={reader.say('notices.count', { count: waiting.length })}
    >
      {answer && (
        <p class="note" role="status">
          {reader.say(`notices.answered.${answer}`)}
        </p>
      )}
      {withoutMail && <p class="note">{reader.say('notices.withoutMail')}</p>}
      {waiting.length === 0 ? (
        <EmptyState title={reader.say('notices.empty')} body={reader.say('notices.emptyBody')} />
      ) : (
        <ul class="list" aria-label={reader.say('notices.waiting')}>
          {waiting.map((notice, place) => (
            <NoticeItem visit={visit} notice={notice} isFirst={place === 0} key={notice.id} />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <>
          <h2>{reader.say('notices.past')}</h2>
          <ul class="list" aria-label={reader.say('notices.past')}>
            {past.map((notice) => (
              <NoticeItem visit={visit} notice={notice} isFirst={false} key={notice.id} />
            ))}
          </ul>
        </>
      )}
    </Layout>
  );
}
