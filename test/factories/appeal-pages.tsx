import type { VNode } from 'preact';
import { AppealsPage } from '../../src/console/flags/appeals/appeals-page.js';
import { FlagPage } from '../../src/console/flags/flag-page.js';
import type { FlagPageProps } from '../../src/console/flags/flag-page.js';
import type { AppealId, DecisionId, FlagId, StaffId } from '../../src/kernel/ids.js';
import type { AppealView } from '../../src/review/index.js';

const someone = { staffId: '6f1d7c1e-0000-4000-8000-000000000006' as StaffId, name: 'Ines', you: false };

const appeal: AppealView = {
  id: '6f1d7c1e-0000-4000-8000-000000000009' as AppealId,
  decisionId: '6f1d7c1e-0000-4000-8000-00000000000a' as DecisionId,
  flagId: '6f1d7c1e-0000-4000-8000-000000000003' as FlagId,
  pseudonym: 'M-41FZ',
  decidedBy: someone,
  recordedBy: someone,
  recordedAt: new Date('2026-03-02T08:00:00Z'),
  words: 'Ilikuwa utani.',
  takenBy: null,
  outcome: null,
  answer: null,
  answeredAt: null,
};

/** The pages of appeals, each in its richest states. */
export function appealPages(flagPage: FlagPageProps): Readonly<Record<string, VNode>> {
  const { visit, around } = flagPage;
  const own = { ...appeal, id: 'own' as AppealId, decidedBy: { ...someone, you: true } };
  const taken = [null, someone, { ...someone, you: true }].map((takenBy, index) => ({
    ...appeal,
    takenBy,
    id: String(index) as AppealId,
  }));
  const answered = (['upheld', 'overturned', null] as const).map((outcome) => ({
    ...appeal,
    outcome,
    answer: outcome,
    id: (outcome ?? 'waiting') as AppealId,
  }));
  const refused = { word: 'flags.refused.own-decision' } as const;
  return {
    appeals: <AppealsPage visit={visit} appeals={[...taken, own]} refused={refused} />,
    noAppeals: <AppealsPage visit={visit} appeals={[]} />,
    appealed: <FlagPage {...flagPage} around={{ ...around, appeals: answered }} />,
  };
}
