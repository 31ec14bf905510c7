import { renderReport } from '../../../console/report/index.js';
import type { ReportFlag } from '../../../console/report/index.js';
import { compareLevels } from '../../../kernel/level.js';
import type { Verdict } from '../../../pipeline/index.js';
import { write } from '../../outcome.js';
import type { FindingLine } from './finding-line.js';
import type { Result } from './result.js';

export interface Report {
  /** The files that are scanned, as they were named. */
  readonly source: string;
  readonly madeAt: Date;
  readonly timezone: string;
  readonly reader: string;
}

/** A page of more than this many messages is not read; the worst are kept. Also bounds memory for any file. */
const MOST_SHOWN = 2000;

/** One self-contained page, worst messages first, when everything has been read. */
export function htmlResult(out: NodeJS.WritableStream, report: Report): Result {
  const flags: ReportFlag[] = [];
  return {
    add: (verdict, line) => {
      flags.push(reportFlag(verdict, line));
      if (flags.length > 2 * MOST_SHOWN) keepWorst(flags);
      return Promise.resolve();
    },
    end: async ({ messages }) => {
      keepWorst(flags);
      const language = report.reader === 'ar' ? 'ar' : 'en';
      await write(out, renderReport({ ...report, language, messages, flags }));
    },
  };
}

function keepWorst(flags: ReportFlag[]): void {
  flags.sort((a, b) => compareLevels(b.level, a.level) || Number(a.sentAt) - Number(b.sentAt));
  flags.length = Math.min(flags.length, MOST_SHOWN);
}

function reportFlag({ message, assessment }: Verdict, line: FindingLine): ReportFlag {
  return {
    line: message.line,
    sentAt: message.sentAt,
    member: line.member,
    text: message.text === '' ? null : message.text,
    spans: line.spans,
    language: line.language,
    outcome: assessment.outcome,
    doubts: assessment.doubts,
    level: assessment.level,
    reasons: line.reasons.map(({ harm, why, probability }) => ({ harms: [harm], text: why, probability })),
  };
}
