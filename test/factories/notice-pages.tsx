import type { VNode } from 'preact';
import { EditPolicyPage, PolicyPage, ProgrammesPage } from '../../src/console/escalation/policy-pages.js';
import { draftOf } from '../../src/console/escalation/policy-form.js';
import { WaysPage } from '../../src/console/escalation/ways-page.js';
import { DeadLinkPage, NoticeLinkPage } from '../../src/console/notices/link-pages.js';
import { NoticesPage } from '../../src/console/notices/notices-page.js';
import type { Visit } from '../../src/console/visit/visit.js';
import type { NoticeView, PolicyView, Step } from '../../src/escalation/index.js';
import type { ProgrammeId, StaffId } from '../../src/kernel/ids.js';

const AT = new Date('2026-03-02T07:00:00Z');
const SOON = new Date('2026-03-02T08:30:00Z');
const PROGRAMME = '6f1d7c1e-0000-4000-8000-000000000002' as ProgrammeId;
const AMINA = { id: '6f1d7c1e-0000-4000-8000-000000000006' as StaffId, name: 'Amina Example' };

const STANDINGS = ['waiting', 'passed_on', 'yours', 'answered', 'settled'] as const;
const MAILS = ['delivered', 'retrying', 'failed', 'none', 'under_way'] as const;
const SEVERITIES = [1, 2, 3, 4, 4] as const;

const notices = STANDINGS.map((standing, place): NoticeView => ({
  id: `6f1d7c1e-0000-4000-8000-00000000010${place}` as NoticeView['id'],
  kind: place % 2 === 0 ? 'incident' : 'flag',
  subjectId: `6f1d7c1e-0000-4000-8000-00000000020${place}`,
  reference: `3F7${place}`,
  severity: SEVERITIES[place] ?? 4,
  standing,
  toldAt: AT,
  nextAt: place < 2 ? SOON : null,
  answeredAt: place < 2 ? null : AT,
  timezone: 'Africa/Nairobi',
  mail: MAILS[place] ?? 'none',
}));

const steps: readonly Step[] = [
  {
    targets: [
      { kind: 'role', role: 'community_manager', within: 'programme' },
      { kind: 'person', staffId: AMINA.id },
    ],
    minutes: { 1: 5, 2: 15, 3: 60, 4: null },
  },
  {
    targets: [{ kind: 'role', role: 'safeguarding_lead', within: 'organisation' }],
    minutes: { 1: 1, 2: 2, 3: 60, 4: 240 },
  },
];

const shown = {
  policy: {
    ...{ id: PROGRAMME as never, programmeId: PROGRAMME, version: 3, state: 'published' as const },
    ...{ steps, changedAt: AT, publishedAt: AT },
  },
  people: [[AMINA], []],
};

const view: PolicyView = {
  programme: { id: PROGRAMME, name: 'Riverside savings', timezone: 'Africa/Nairobi' },
  published: shown,
  draft: shown,
  mayManage: true,
  candidates: [AMINA],
};

/** The pages about being told, each in its richest state and when there is nothing. */
export function noticePages(visit: Visit): Readonly<Record<string, VNode>> {
  const [waiting, , yours] = notices;
  const programmes = [{ id: PROGRAMME, name: 'Riverside savings', timezone: 'Africa/Nairobi' }];
  const ways = { visit, hasMail: true, tested: null, webhookHost: null, secret: null, url: '', faults: {} };
  return {
    notices: <NoticesPage visit={visit} notices={notices} answer="acknowledged" withoutMail />,
    noNotices: <NoticesPage visit={visit} notices={[]} answer={null} withoutMail={false} />,
    ...(waiting && { noticeLink: <NoticeLinkPage visit={visit} notice={waiting} /> }),
    ...(yours && { answeredLink: <NoticeLinkPage visit={visit} notice={yours} /> }),
    expiredLink: <DeadLinkPage visit={visit} expiredAfter={7} />,
    foreignLink: <DeadLinkPage visit={visit} expiredAfter={null} />,
    chains: <ProgrammesPage visit={visit} programmes={programmes} />,
    noChains: <ProgrammesPage visit={visit} programmes={[]} />,
    chain: <PolicyPage visit={visit} view={view} />,
    editChain: (
      <EditPolicyPage
        visit={visit}
        view={view}
        steps={draftOf(steps)}
        faults={{
          '': { word: 'policy.fault.unheard', fillings: { level: 4 } },
          'roles-1': { word: 'policy.fault.nobody' },
          'minutes-0': { word: 'policy.fault.minutes', fillings: { min: 1, max: 1440 } },
        }}
      />
    ),
    ways: (
      <WaysPage
        {...ways}
        webhookHost="alarms.example.org"
        secret="c2VjcmV0"
        tested={{ kind: 'failed', code: 'SMTP.550', permanent: true }}
        faults={{ url: { word: 'ways.fault.url' } }}
      />
    ),
    waysWithoutMail: <WaysPage {...ways} hasMail={false} tested={{ kind: 'sent' }} />,
  };
}
