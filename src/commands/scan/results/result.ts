import type { Verdict } from '../../../pipeline/index.js';
import type { FindingLine } from './finding-line.js';

/** Where the results of a scan go; one object per format. */
export interface Result {
  /** Called in the order of the files for every message that is shown. */
  add(verdict: Verdict, line: FindingLine): Promise<void>;
  end(totals: Totals): Promise<void>;
}

/** What a scan counted. */
export interface Totals {
  messages: number;
  flagged: number;
  notSure: number;
  /** Messages by language that no detector reads. */
  readonly unread: Map<string, number>;
  unreadLines: number;
  detectorFailures: number;
}

export function noTotals(): Totals {
  return { messages: 0, flagged: 0, notSure: 0, unread: new Map(), unreadLines: 0, detectorFailures: 0 };
}

export function count(totals: Totals, { assessment, flagged }: Verdict): void {
  totals.messages += 1;
  if (assessment.outcome === 'not_sure') totals.notSure += 1;
  else if (assessment.outcome === 'language_not_supported') {
    const { language } = assessment.language;
    totals.unread.set(language, (totals.unread.get(language) ?? 0) + 1);
  } else if (flagged) totals.flagged += 1;
}
