import { VouchedGate } from '../../consent/index.js';
import { DETECTORS, InlineExaminer } from '../../detection/index.js';
import type { Finding, LabelReading, Material } from '../../detection/index.js';
import { isHarm } from '../../kernel/harm.js';
import { newId } from '../../kernel/ids.js';
import type { GroupId, MemberId, MessageId, OrganisationId } from '../../kernel/ids.js';
import { compareLevels } from '../../kernel/level.js';
import type { Level } from '../../kernel/level.js';
import { SCAN_PURPOSES } from '../../kernel/message.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Signal } from '../../kernel/signal.js';
import { needsHuman } from '../../kernel/assessment.js';
import { DEFAULT_POLICY, assess, combine } from '../../risk/index.js';
import { EVAL_LABELS } from './read-row.js';
import type { EvalLabel } from './read-row.js';

/** What the product makes of one text. */
export interface Answer {
  readonly labels: Readonly<Record<EvalLabel, { readonly p: number; readonly decision: boolean }>>;
  readonly level: Level;
  /** Whether the level, or a doubt, would bring it before a person. */
  readonly flagged: boolean;
  /** The product said that it cannot tell, or no model read the text. */
  readonly abstained: boolean;
  readonly language: string;
  readonly letters: number;
  /** Whether the screen let the text be read, and whether the encoder alone asks for a person; null where no model is valid. */
  readonly screen: { readonly passed: boolean; readonly finds: boolean } | null;
}

export interface Asked {
  readonly answers: readonly Answer[];
  /** Detectors that failed on the batch. */
  readonly failed: readonly string[];
}

/** The model's own name for what a set calls so; a harm of the product stands in where the model has no such column. */
const IN_MODEL: Partial<Record<EvalLabel, readonly string[]>> = { misinfo: ['false_news', 'misinformation'] };

/**
 * Asks the product about texts, each as if it were the first and only message of a group of its own: rows of a file are
 * no conversation, and a text that stands there twice has not spread.
 */
export class AskProduct {
  private readonly organisationId: OrganisationId = newId();
  private readonly gate = new VouchedGate({
    organisationId: this.organisationId,
    purposes: SCAN_PURPOSES,
  });
  private readonly examiner = new InlineExaminer(DETECTORS);

  async execute(texts: readonly string[]): Promise<Asked> {
    const messages = await this.admitted(texts);
    const readings = new Map<MessageId, Reading>();
    const { findings, failures } = await this.examiner.examine(messages, {
      ...alone(this.organisationId, messages),
      onReading: (id, labels, passed) => readings.set(id, { labels, passed }),
    });
    return {
      answers: findings.map((finding) => answerOf(finding, readings.get(finding.messageId))),
      failed: failures.map(({ detector, note }) => (note === undefined ? detector : `${detector}: ${note}`)),
    };
  }

  private async admitted(texts: readonly string[]): Promise<readonly AdmittedMessage[]> {
    const candidates = texts.map((text) => {
      const memberId: MemberId = newId();
      const groupId: GroupId = newId();
      const inbound = { ...AS_SENT, text, sender: { handle: memberId, name: null } };
      return { id: newId<'message'>(), groupId, memberId, inbound };
    });
    return (await this.gate.admit(null, candidates, AS_SENT.sentAt)).admitted;
  }
}

const AS_SENT = {
  externalId: null,
  sentAt: new Date('2026-01-05T12:00:00Z'),
  state: 'sent',
  forwarded: 'unknown',
  media: [],
  ordinal: 0,
  line: null,
} as const;

/** Memories without anything in them, and groups that nobody set up. */
function alone(organisationId: OrganisationId, messages: readonly AdmittedMessage[]): Material {
  const groups = new Map(
    messages.map(({ groupId }) => [
      groupId,
      { id: groupId, name: '', languages: [], timezone: 'UTC', regions: [], sizeLimit: null, settings: {} },
    ]),
  );
  return {
    organisationId,
    now: AS_SENT.sentAt,
    groups,
    identities: [],
    claims: [],
    sightings: { key: new Uint8Array(32), recall: () => Promise.resolve(new Map()) },
    conversations: { turnsBefore: () => Promise.resolve([]) },
    names: { recall: () => Promise.resolve({ changedAt: new Map(), sameName: new Map() }) },
  };
}

/** What the model thinks of a message, and whether it would have been asked. */
interface Reading {
  readonly labels: readonly LabelReading[];
  readonly passed: boolean;
}

function answerOf(finding: Finding, reading: Reading | undefined): Answer {
  const assessment = assess({ ...finding, audience: 'general' }, DEFAULT_POLICY);
  const said: Said = {
    levels: new Map(assessment.harms.map(({ harm, level }) => [harm as string, level])),
    combined: combinedWith(finding, reading?.labels ?? []),
    read: new Map(reading?.labels.map((one) => [one.label, one])),
    passed: reading?.passed ?? false,
  };
  return {
    labels: Object.fromEntries(EVAL_LABELS.map((label) => [label, saidOf(label, said)])) as Answer['labels'],
    level: assessment.level,
    flagged: needsHuman(assessment),
    abstained: assessment.outcome !== 'judged' || reading === undefined,
    screen: screenOf(finding, reading),
    language: finding.language.language,
    letters: finding.letters,
  };
}

interface Said {
  readonly levels: ReadonlyMap<string, Level>;
  readonly combined: ReadonlyMap<string, number>;
  readonly read: ReadonlyMap<string, LabelReading>;
  readonly passed: boolean;
}

function saidOf(label: EvalLabel, said: Said): Answer['labels'][EvalLabel] {
  const name = (IN_MODEL[label] ?? [label]).find((each) => said.read.has(each)) ?? label;
  const model = said.read.get(name);
  const asksForPerson = compareLevels(said.levels.get(name) ?? 'none', 'medium') >= 0;
  return {
    p: said.combined.get(name) ?? model?.probability ?? 0,
    decision: asksForPerson || isSignalled(name, model, said.passed),
  };
}

/** What raises no signal is told for measurements alone: no screen stands before it. */
function isSignalled(name: string, model: LabelReading | undefined, passed: boolean): boolean {
  return model !== undefined && (passed || !isHarm(name)) && reaches(model);
}

function reaches({ probability, threshold }: LabelReading): boolean {
  return probability >= threshold;
}

function screenOf(finding: Finding, reading: Reading | undefined): Answer['screen'] {
  if (!reading) return null;
  const signals = thoughtsOf(finding, reading.labels.filter(reaches));
  const { level } = assess({ ...finding, signals, audience: 'general' }, DEFAULT_POLICY);
  return { passed: reading.passed, finds: compareLevels(level, 'medium') >= 0 };
}

/** Probabilities as risk combines them, with what the model thinks below its thresholds as well. */
function combinedWith(finding: Finding, reading: readonly LabelReading[]): Map<string, number> {
  const others = finding.signals.filter(({ detector }) => detector !== TEXT_HARM);
  return new Map(
    combine([...others, ...thoughtsOf(finding, reading)], AS_CALIBRATED).map(({ harm, probability }) => [
      harm,
      probability,
    ]),
  );
}

const TEXT_HARM = 'text-harm';

/** The share of harm in a labelled file is not that of a chat: probabilities are compared as they were calibrated. */
const AS_CALIBRATED = {
  ...DEFAULT_POLICY,
  trust: { ...DEFAULT_POLICY.trust, [TEXT_HARM]: { weight: 1 } },
};

/** What the model thinks of harms, as the signals of a detector. */
function thoughtsOf({ messageId }: Finding, reading: readonly LabelReading[]): Signal[] {
  return reading.flatMap(({ label, probability }) => {
    if (!isHarm(label)) return [];
    const reason = { key: label, params: {} };
    return [{ messageId, detector: TEXT_HARM, version: '', harm: label, probability, spans: [], reason }];
  });
}
