import { describe, expect, it } from '@jest/globals';
import { renderReport } from './index.js';
import type { ReportFlag, ReportModel } from './index.js';

const flag: ReportFlag = {
  line: 12,
  sentAt: new Date('2026-03-02T07:36:00Z'),
  member: 'M-7K2Q',
  text: 'Pay <b>now</b> & send the code',
  spans: [
    { start: 23, end: 30 },
    { start: 0, end: 3 },
  ],
  language: 'eng',
  outcome: 'judged',
  doubts: [],
  level: 'high',
  reasons: [{ harms: ['scam'], text: 'asks for a code', probability: 0.9 }],
};

const model: ReportModel = {
  language: 'en',
  source: 'chat.txt',
  madeAt: new Date('2026-03-02T08:00:00Z'),
  timezone: 'Africa/Nairobi',
  messages: 21,
  flags: [flag],
};

describe('a report', () => {
  it('stands alone: nothing is fetched and nothing runs', () => {
    expect(renderReport(model)).not.toMatch(/<script|<link|url\(|src=|@import/);
  });

  it('marks the evidence and never lets a member write markup', () => {
    const html = renderReport(model);
    expect(html).toContain('<mark>Pay</mark>');
    expect(html).toContain('&lt;b>now&lt;/b>');
  });

  it('tells time in the zone of the group and says which line it was', () => {
    expect(renderReport(model)).toMatch(/10:36.*line 12/s);
  });

  it('speaks Arabic from right to left', () => {
    expect(renderReport({ ...model, language: 'ar' })).toContain('<html lang="ar" dir="rtl">');
  });

  it('is honest about what it could not judge', () => {
    const unsure: ReportFlag = {
      ...flag,
      outcome: 'not_sure',
      doubts: ['too_short'],
      reasons: [],
      text: null,
    };
    expect(renderReport({ ...model, flags: [unsure] })).toContain('too short to tell');
  });
});
