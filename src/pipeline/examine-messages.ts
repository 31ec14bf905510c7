import { Injectable } from '@nestjs/common';
import { Examiner } from '../detection/index.js';
import type { DetectorFailure, Finding } from '../detection/index.js';
import { needsHuman } from '../kernel/assessment.js';
import type { Assessment } from '../kernel/assessment.js';
import type { Harm } from '../kernel/harm.js';
import type { AdmittedMessage } from '../kernel/message.js';
import type { Signal } from '../kernel/signal.js';
import { DEFAULT_POLICY, assess } from '../risk/index.js';
import type { OnTheTable } from './receive/reception.js';

/** A message, what is thought of it, and whether somebody has to look. */
export interface Verdict {
  readonly message: AdmittedMessage;
  readonly assessment: Assessment;
  /** 0..1: the strongest hate, abuse or threat, for the conversations that follow. */
  readonly heat: number;
  readonly flagged: boolean;
  /** A detector failed on it: whatever the others said, it is read again when that one works. */
  readonly readAgain: boolean;
}

export interface Examined {
  /** One per message on the table, in order. */
  readonly verdicts: readonly Verdict[];
  readonly failures: readonly DetectorFailure[];
}

/** Outside any transaction: detectors say what they see, risk says how bad it is. */
@Injectable()
export class ExamineMessages {
  constructor(private readonly examiner: Examiner) {}

  async execute({ fresh, material, earlier }: OnTheTable): Promise<Examined> {
    if (fresh.length === 0) return { verdicts: [], failures: [] };
    const { findings, failures } = await this.examiner.examine(fresh, material);
    const byMessage = new Map(findings.map((finding) => [finding.messageId, finding]));
    const verdicts = fresh.map((message) => {
      const finding = byMessage.get(message.id);
      if (!finding) throw new TypeError('The examiner answered without a finding for every message');
      return judge(message, withEarlier(finding, earlier?.get(message.id) ?? []));
    });
    return { verdicts, failures };
  }
}

function judge(message: AdmittedMessage, finding: Finding): Verdict {
  const assessment = assess({ ...finding, audience: 'general' }, DEFAULT_POLICY);
  const [heat, flagged] = [heatOf(assessment), needsHuman(assessment)];
  return { message, assessment, heat, flagged, readAgain: finding.failedDetectors > 0 };
}

/** What a detector says now replaces what it said; where it is silent, what it said stands. */
function withEarlier(finding: Finding, earlier: readonly Signal[]): Finding {
  const said = new Set(finding.signals.map(({ detector, harm }) => `${detector} ${harm}`));
  const standing = earlier.filter(({ detector, harm }) => !said.has(`${detector} ${harm}`));
  return { ...finding, signals: [...finding.signals, ...standing] };
}

const HEATED: ReadonlySet<Harm> = new Set(['hate', 'abuse', 'threat']);

function heatOf({ harms }: Assessment): number {
  return harms.reduce(
    (heat, { harm, probability }) => (HEATED.has(harm) ? Math.max(heat, probability) : heat),
    0,
  );
}
