import type { DetectorWorth, Explain } from '../../../detection/index.js';
import type { Harm } from '../../../kernel/harm.js';
import type { Level } from '../../../kernel/level.js';
import { joinTouching } from '../../../kernel/span.js';
import type { Span } from '../../../kernel/span.js';
import type { Assessment } from '../../../kernel/assessment.js';
import type { Verdict } from '../../../pipeline/index.js';

/** One message as it is printed: everything a person or a program needs, and in JSON none of its words. */
export interface FindingLine {
  readonly file: string;
  readonly line: number | null;
  /** ISO 8601. */
  readonly at: string;
  readonly member: string;
  readonly outcome: Assessment['outcome'];
  readonly level: Level;
  readonly language: string;
  readonly harms: readonly { readonly harm: Harm; readonly probability: number; readonly level: Level }[];
  readonly reasons: readonly {
    readonly detector: string;
    readonly harm: Harm;
    readonly probability: number;
    readonly why: string;
    /** Of the checked messages such a signal stood at, the share it was right about; null where nobody measured it. */
    readonly precision: number | null;
  }[];
  /** UTF-16 offsets in the message's text, in order; evidence that overlaps or touches is one span. */
  readonly spans: readonly Span[];
}

export interface Telling {
  readonly file: string;
  readonly member: string;
  readonly explain: Explain;
  readonly worth: DetectorWorth;
  /** Whose language the reasons are told in. */
  readonly reader: string;
}

export function findingLine({ message, assessment }: Verdict, telling: Telling): FindingLine {
  const signals = assessment.harms.flatMap((harm) => harm.signals);
  return {
    file: telling.file,
    line: message.line,
    at: message.sentAt.toISOString(),
    member: telling.member,
    outcome: assessment.outcome,
    level: assessment.level,
    language: assessment.language.language,
    harms: assessment.harms.map(({ harm, probability, level }) => ({
      harm,
      probability: round(probability),
      level,
    })),
    reasons: signals.map(({ detector, version, harm, probability, reason }) => ({
      detector,
      harm,
      probability: round(probability),
      why: telling.explain.reason(detector, reason, telling.reader),
      precision:
        telling.worth.of({ detector, version, harm, language: assessment.language.language })?.precision ??
        null,
    })),
    spans: joinTouching(signals.flatMap(({ spans }) => spans)),
  };
}

/** Three digits are more than any of these probabilities is worth. */
function round(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}
