import { Injectable } from '@nestjs/common';
import { Examiner } from '../detection/index.js';
import type { DetectorFailure, Finding } from '../detection/index.js';
import { needsHuman } from '../kernel/assessment.js';
import type { Assessment } from '../kernel/assessment.js';
import type { Harm } from '../kernel/harm.js';
import type { AdmittedMessage } from '../kernel/message.js';
import { DEFAULT_POLICY, assess } from '../risk/index.js';
import type { OnTheTable } from './receive/reception.js';

/** A message, what is thought of it, and whether somebody has to look. */
export interface Verdict {
  readonly message: AdmittedMessage;
  readonly assessment: Assessment;
  /** 0..1: the strongest hate, abuse or threat, for the conversations that follow. */
  readonly heat: number;
  readonly flagged: boolean;
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

  async execute({ fresh, material }: OnTheTable): Promise<Examined> {
    if (fresh.length === 0) return { verdicts: [], failures: [] };
    const { findings, failures } = await this.examiner.examine(fresh, material);
    const byMessage = new Map(findings.map((finding) => [finding.messageId, finding]));
    return { verdicts: fresh.map((message) => judge(message, byMessage.get(message.id))), failures };
  }
}

function judge(message: AdmittedMessage, finding: Finding | undefined): Verdict {
  if (!finding) throw new TypeError('The examiner answered without a finding for every message');
  const assessment = assess({ ...finding, audience: 'general' }, DEFAULT_POLICY);
  return { message, assessment, heat: heatOf(assessment), flagged: needsHuman(assessment) };
}

const HEATED: ReadonlySet<Harm> = new Set(['hate', 'abuse', 'threat']);

function heatOf({ harms }: Assessment): number {
  return harms.reduce(
    (heat, { harm, probability }) => (HEATED.has(harm) ? Math.max(heat, probability) : heat),
    0,
  );
}
