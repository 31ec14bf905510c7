import type { VNode } from 'preact';
import { showFlag } from '../../src/console/flags/flag-model.js';
import type { Surroundings } from '../../src/console/flags/around/read-surroundings.js';
import { FlagPage } from '../../src/console/flags/flag-page.js';
import { FlagsPage } from '../../src/console/flags/flags-page.js';
import type { QueueFilter } from '../../src/console/flags/read-queue.js';
import type { Visit } from '../../src/console/visit/visit.js';
import type { DecisionId, FlagId, GroupId, MemberId, ProgrammeId, StaffId } from '../../src/kernel/ids.js';
import type { Group } from '../../src/people/index.js';
import type { DecisionView, FlagView } from '../../src/review/index.js';
import { appealPages } from './appeal-pages.js';

const NOW = new Date('2026-03-02T08:00:00Z');

const flag: FlagView = {
  id: '6f1d7c1e-0000-4000-8000-000000000003' as FlagId,
  group: {
    id: '6f1d7c1e-0000-4000-8000-000000000001' as GroupId,
    name: 'Kakuma_Savings_Group2',
    timezone: 'Africa/Nairobi',
  },
  memberId: '6f1d7c1e-0000-4000-8000-000000000004' as MemberId,
  pseudonym: 'M-41FZ',
  channelKind: 'whatsapp-export',
  sentAt: new Date('2026-03-02T07:36:00Z'),
  raisedAt: NOW,
  text: 'Habari, mimi ni afisa wa shirika. Lipa ada ya KES 2,500 ili jina lako liwe kwenye orodha.',
  erased: false,
  media: [],
  outcome: 'judged',
  doubts: [],
  level: 'critical',
  harms: [
    {
      harm: 'scam',
      probability: 0.97,
      level: 'critical',
      signals: [
        {
          detector: 'scam-signs',
          version: '1',
          probability: 0.97,
          spans: [{ start: 34, end: 58 }],
          reason: { key: 'asks-fee', params: {} },
        },
      ],
    },
  ],
  language: { language: 'swa', confidence: 0.9, shares: [{ language: 'swa', share: 1 }], script: 'Latn' },
  policy: 'default@1',
  state: 'open',
  dueAt: new Date('2026-03-02T07:50:00Z'),
  escalated: true,
  readAgainAt: null,
  claim: null,
  textLanguage: 'sw',
  offered: ['nothing_wrong', 'note', 'warn', 'ask_delete', 'remove_member', 'make_incident'],
  softened: false,
};

const someone = { staffId: '6f1d7c1e-0000-4000-8000-000000000006' as StaffId, name: 'Ines', you: false };
const decisions: readonly DecisionView[] = (['undone', 'overturned', null] as const).map((how) => ({
  id: '6f1d7c1e-0000-4000-8000-000000000008' as DecisionId,
  flagId: flag.id,
  kind: 'warn',
  via: how === null ? 'appeal' : 'reviewer',
  by: { ...someone, you: how === null },
  at: NOW,
  note: 'Called her.',
  incidentId: null,
  reversal: how && { kind: how, by: someone, at: NOW },
  undoableUntil: how === null ? new Date('2026-03-02T08:09:00Z') : null,
}));

const doubtful: FlagView = {
  ...flag,
  outcome: 'language_not_supported',
  level: 'none',
  harms: [],
  doubts: ['unsupported_language', 'too_short', 'detectors_disagree', 'detector_failed'],
};
const severe: FlagView = {
  ...flag,
  level: 'high',
  softened: true,
  claim: { ...someone, you: true, until: new Date('2026-03-02T08:09:00Z') },
};
const closed: FlagView = { ...doubtful, state: 'withdrawn', readAgainAt: NOW };
const wordless: FlagView = {
  ...flag,
  level: 'medium',
  text: null,
  readAgainAt: NOW,
  media: ['image', 'audio'],
  claim: { ...someone, until: NOW },
};

const bystander = {
  who: 'A',
  own: false,
  sentAt: NOW,
  text: 'Leo mkutano ni saa kumi?',
  language: 'swa',
  media: ['image'],
  softened: true,
} as const;

const earlier = { flagId: flag.id, kind: 'warn', by: someone, at: NOW } as const;

const around: Surroundings = {
  context: { before: [bystander], after: [{ ...bystander, own: true, text: null }] },
  isWide: false,
  copies: { count: 7, more: true, held: 2, groups: [{ ...flag.group, count: 7 }] },
  followUp: (['warn', 'delete_message', 'remove_member', 'restore'] as const).map((kind) => ({
    decisionId: '6f1d7c1e-0000-4000-8000-000000000008' as DecisionId,
    kind,
    way: 'person',
    text: { text: 'Tafadhali futa ujumbe.', language: 'sw', isTheirs: kind === 'warn' },
    done: kind === 'restore' ? { by: someone, at: NOW } : null,
  })),
  history: { member: [earlier], text: [] },
  appeals: [],
};

const worthOf = () => ['Not measured in Swahili.'];

const programme = { id: '6f1d7c1e-0000-4000-8000-000000000002' as ProgrammeId, name: 'Nairobi programme' };

/** The pages of review, each in its richest states. */
export function flagPages(visit: Visit, group: Group): Readonly<Record<string, VNode>> {
  const tell = { reader: visit.reader, explainer: { reason: () => 'asks for a fee before aid' } };
  const shown = [flag, severe, doubtful, wordless, closed].map((one) => showFlag(one, tell));
  const counts = [{ outcome: 'judged', level: 'critical', open: 1_000 } as const];
  const load = { oldest: flag.raisedAt, overdue: 1_000, claimed: 2 };
  const refused = { word: 'flags.refused.held', fillings: { name: 'Ines', when: '' } } as const;
  const decided = showFlag({ ...flag, state: 'decided' }, tell);
  return {
    ...appealPages({ visit, shown: decided, decisions, around, worthOf }),
    flags: (
      <FlagsPage
        visit={visit}
        flags={shown}
        next="x"
        counts={counts}
        load={load}
        programmes={[programme, { ...programme, id: flag.id as never }]}
        languages={['swa', 'und']}
        groups={[group, { ...group, id: flag.id as never }]}
        filter={{ outcome: 'judged' }}
      />
    ),
    ...emptyQueues(visit, group),
    ...Object.fromEntries(
      shown.map((one, index) => [
        `flag${index}`,
        <FlagPage
          visit={visit}
          shown={one}
          decisions={decisions}
          around={around}
          worthOf={worthOf}
          refused={refused}
        />,
      ]),
    ),
  };
}

function emptyQueues(visit: Visit, group: Group): Readonly<Record<string, VNode>> {
  const page = (filter: QueueFilter, groups: readonly Group[]) => (
    <FlagsPage
      {...{ visit, groups, filter, flags: [], next: null, counts: [], programmes: [], languages: [] }}
      load={{ oldest: null, overdue: 0, claimed: 0 }}
    />
  );
  return {
    unsure: page({ outcome: 'not_sure' }, [group]),
    noFlags: page({ outcome: 'judged' }, []),
    filtered: page({ outcome: 'judged', harm: 'hate' }, [group]),
  };
}
