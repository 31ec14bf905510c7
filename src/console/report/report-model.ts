import type { Assessment, Doubt } from '../../kernel/assessment.js';
import type { Harm } from '../../kernel/harm.js';
import type { Level } from '../../kernel/level.js';
import type { Span } from '../../kernel/span.js';

/** One flagged message of a report. */
export interface ReportFlag {
  /** Where to find it again: 1-based line of the file, or null where there are no lines. */
  readonly line: number | null;
  readonly sentAt: Date;
  /** A pseudonym such as `M-7K2Q`; never a name or a number. */
  readonly member: string;
  /** The member's own words; null when the message has none. */
  readonly text: string | null;
  /** Evidence in `text`, UTF-16 offsets, in any order, overlapping or not. */
  readonly spans: readonly Span[];
  /** ISO 639-3; `und` when nobody can tell. */
  readonly language: string;
  readonly outcome: Assessment['outcome'];
  readonly doubts: readonly Doubt[];
  readonly level: Level;
  /** Already in the reader's language, strongest first. `probability` is 0..1. */
  readonly reasons: readonly {
    readonly harms: readonly Harm[];
    readonly text: string;
    readonly probability: number;
  }[];
}

/** Everything a report says. Flags are shown in the order given. */
export interface ReportModel {
  /** Language of the report; member's words keep their own. */
  readonly language: 'en' | 'ar';
  /** Name of the file or group that was read. */
  readonly source: string;
  readonly madeAt: Date;
  /** IANA zone in which times are told. */
  readonly timezone: string;
  /** Messages that were read, flagged or not. */
  readonly messages: number;
  readonly flags: readonly ReportFlag[];
}
