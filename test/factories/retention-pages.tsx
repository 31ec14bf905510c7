import type { VNode } from 'preact';
import { ForgetPage } from '../../src/console/retention/forget-page.js';
import { ReceiptPage } from '../../src/console/retention/receipt-page.js';
import { RetentionPage } from '../../src/console/retention/retention-page.js';
import type { Visit } from '../../src/console/visit/visit.js';
import type { MemberId } from '../../src/kernel/ids.js';
import { dataMap } from '../../src/retention/index.js';
import type { ClassStanding, Erasure, RetentionRun } from '../../src/retention/index.js';

const AT = new Date('2026-03-02T07:00:00Z');
const SOON = new Date('2026-03-04T07:00:00Z');
const MEMBER = '6f1d7c1e-0000-4000-8000-000000000301' as MemberId;

const classes = dataMap().classes.map((one, place): ClassStanding => ({
  class: one.id,
  action: one.action,
  reason: one.reason,
  tables: one.tables.map(({ table }) => table),
  ...{ keepDays: one.keepDays, defaultDays: one.keepDays, floorDays: one.floorDays, capDays: one.capDays },
  rows: place * 1_200,
  over: place % 3,
  more: place === 2,
  oldest: place === 0 ? null : AT,
  nextAt: place === 0 ? null : SOON,
}));

const runs: readonly RetentionRun[] = [
  { id: '1', askedBy: 'staff:x', askedAt: AT, finishedAt: null, lines: [] },
  {
    ...{ id: '2', askedBy: 'service:retention', askedAt: AT, finishedAt: AT },
    lines: [
      { class: 'message', rows: 3, partitions: 2, failures: 0 },
      { class: 'flag', rows: 0, partitions: 0, failures: 1 },
    ],
  },
  { id: '3', askedBy: 'service:retention', askedAt: AT, finishedAt: AT, lines: [] },
];

const asked = {
  id: '6f1d7c1e-0000-4000-8000-000000000302' as Erasure['id'],
  memberId: MEMBER,
  ground: 'own_wish',
  askedBy: 'staff:x',
  askedAt: AT,
} as const;

const done: Erasure = {
  ...asked,
  doneAt: AT,
  receiptHash: 'a3'.repeat(32),
  receipt: {
    version: 1,
    erasure: asked.id,
    member: MEMBER,
    ground: 'guardian',
    askedAt: AT.toISOString(),
    doneAt: AT.toISOString(),
    key: 'destroyed',
    stores: [
      { table: 'message', level: 'deleted', rows: 12, remaining: 0 },
      { table: 'flag', level: 'cleared', rows: 1, remaining: 1 },
      { table: 'incident_evidence', level: 'key_destroyed', rows: 0, remaining: 2 },
      { table: 'erasure', level: 'random_id', rows: 0, remaining: 1 },
    ],
    beyond: ['unread_deliveries', 'staff_notes', 'words_of_others'],
    absentFromBackupsAfter: SOON.toISOString(),
  },
};
const begun: Erasure = { ...asked, doneAt: null, receipt: null, receiptHash: null };

const found = [
  { memberId: MEMBER, pseudonym: 'M-7K2Q', since: AT, groups: ['Kakuma_Savings_Group2'], flags: 2 },
];

/** Every state a page of retention can be in. */
export function retentionPages(visit: Visit): Record<string, VNode> {
  const model = { classes, runs, erasures: [done, begun], refused: null };
  return {
    'what is kept': <RetentionPage visit={visit} model={model} />,
    'what is kept, with days that are refused': (
      <RetentionPage
        visit={visit}
        model={{ ...model, runs: runs.slice(1), refused: { class: 'message', floor: 1, cap: 30 } }}
      />
    ),
    'what is kept, on the first day': (
      <RetentionPage visit={visit} model={{ classes, runs: [], erasures: [], refused: null }} />
    ),
    'whom to forget': <ForgetPage visit={visit} asked="" found={null} faults={{}} />,
    'whom to forget, nobody found': <ForgetPage visit={visit} asked="M-0000" found={[]} faults={{}} />,
    'whom to forget, found': (
      <ForgetPage visit={visit} asked="M-7K2Q" found={found} faults={{ ground: { word: 'fault.choose' } }} />
    ),
    'a receipt': <ReceiptPage visit={visit} erasure={done} />,
    'a receipt to come': <ReceiptPage visit={visit} erasure={begun} />,
  };
}
