import type { Playbook, PlaybookStep } from '../../src/incidents/index.js';

function step(id: string, over: Partial<PlaybookStep> = {}): PlaybookStep {
  return {
    id,
    kind: 'manual',
    title: { en: `Do ${id}`, ar: `افعل ${id}` },
    guidance: { en: 'Carefully.', ar: 'بعناية.' },
    role: 'community_manager',
    dueMinutes: 30,
    before: 'contain',
    required: true,
    evidence: false,
    outcomes: [],
    next: null,
    onUnavailable: null,
    doNoHarm: null,
    ...over,
  };
}

/** Invented: a fork, a step on the channel, one with evidence and one that may be left out. */
export const A_PLAYBOOK: Playbook = {
  id: 'invented',
  version: 3,
  title: { en: 'An invented playbook', ar: 'دليل عمل متخيَّل' },
  summary: { en: 'For tests.', ar: 'للاختبار.' },
  harms: ['scam'],
  severity: 4,
  ownerRole: 'safeguarding_lead',
  reviewedOn: '2026-01-15',
  steps: [
    step('check', {
      outcomes: [
        { id: 'fake', title: { en: 'It is fake', ar: 'مزيفة' }, next: 'remove' },
        { id: 'genuine', title: { en: 'It is genuine', ar: 'حقيقية' }, next: null },
      ],
      evidence: true,
    }),
    step('remove', {
      kind: 'platform_action',
      onUnavailable: { en: 'Ask the group admin.', ar: 'اطلب من مشرف المجموعة.' },
      doNoHarm: { en: 'Never in the group.', ar: 'ليس في المجموعة أبدًا.' },
      dueMinutes: 240,
      next: 'correct',
    }),
    step('correct', { kind: 'message', before: 'resolve', dueMinutes: 2_880, next: 'report' }),
    step('report', { before: 'resolve', required: false }),
  ],
};
