import type { MessageId } from '../kernel/ids.js';
import type { AdmittedMessage } from '../kernel/message.js';
import type { Signal } from '../kernel/signal.js';
import type { Detector, ExaminedMessage } from './detector.js';
import { Examiner } from './examiner.js';
import type { DetectorFailure, Examination, Finding, Material } from './examiner.js';
import { tellLanguage } from './language/index.js';
import { runDetector } from './run-detector.js';
import { countLetters, viewsOf } from './text/index.js';

/** What whoever watches is told, and what was taken from its hands. */
interface Watching {
  /** Called before each detector. */
  readonly onDetector?: (detector: Detector) => void;
  /** Called by a detector that works long. */
  readonly stillAtWork?: () => void;
  /** Detectors that hung on this batch and are counted as failed by whoever left them out. */
  readonly leftOut?: readonly Detector[];
}

/** Examines in the calling thread: for the command line, for tests, and inside the detection thread. */
export class InlineExaminer extends Examiner {
  private readonly read: ReadonlySet<string>;

  constructor(
    private readonly detectors: readonly Detector[],
    private readonly watching: Watching = {},
  ) {
    super();
    this.read = new Set(detectors.flatMap(({ languages }) => (languages === 'any' ? [] : languages)));
  }

  async examine(batch: readonly AdmittedMessage[], material: Material): Promise<Examination> {
    const examined = batch.map((message) => readOne(message, material));
    const signals = new Map<MessageId, Signal[]>(batch.map(({ id }) => [id, []]));
    const failures: DetectorFailure[] = [];
    const missed = [...(this.watching.leftOut ?? [])];
    const context = { ...material, stillAtWork: this.watching.stillAtWork };
    for (const detector of inStages(this.detectors)) {
      this.watching.onDetector?.(detector);
      const ran = await runDetector(detector, examined, { context, earlier: signals });
      if (ran.kind === 'failed') {
        failures.push(ran.failure);
        missed.push(detector);
      } else for (const signal of ran.signals) signals.get(signal.messageId)?.push(signal);
    }
    const findings = examined.map((one) => ({
      ...this.finding(one, signals.get(one.message.id) ?? [], failures.length),
      unread: missed.some((detector) => detector.isNeeded?.(one, context) ?? false),
    }));
    return { findings, failures };
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  private finding(
    one: ExaminedMessage,
    signals: readonly Signal[],
    failedDetectors: number,
  ): Omit<Finding, 'unread'> {
    return {
      messageId: one.message.id,
      signals,
      language: one.language,
      letters: countLetters(one.message.text),
      languageSupported: one.language.shares.some(({ language }) => this.read.has(language)),
      failedDetectors,
    };
  }
}

function readOne(message: AdmittedMessage, material: Material): ExaminedMessage {
  const views = viewsOf(message.text);
  const declared = material.groups.get(message.groupId)?.languages ?? [];
  return { message, views, language: tellLanguage(views, declared) };
}

function* inStages(detectors: readonly Detector[]): Iterable<Detector> {
  yield* detectors.filter(({ stage }) => stage === 'message');
  yield* detectors.filter(({ stage }) => stage === 'conversation');
}
