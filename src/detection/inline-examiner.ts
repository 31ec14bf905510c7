import type { MessageId } from '../kernel/ids.js';
import type { AdmittedMessage } from '../kernel/message.js';
import type { Signal } from '../kernel/signal.js';
import type { Detector, ExaminedMessage } from './detector.js';
import { Examiner } from './examiner.js';
import type { DetectorFailure, Examination, Finding, Material } from './examiner.js';
import { tellLanguage } from './language/index.js';
import { runDetector } from './run-detector.js';
import { countLetters, viewsOf } from './text/index.js';

/** Called before each detector, so that whoever watches knows which one is at work. */
export type OnDetector = (detector: Detector) => void;

/** Examines in the calling thread: for the command line, for tests, and inside the detection thread. */
export class InlineExaminer extends Examiner {
  private readonly read: ReadonlySet<string>;

  constructor(
    private readonly detectors: readonly Detector[],
    private readonly onDetector: OnDetector = () => undefined,
    private readonly stillAtWork: () => void = () => undefined,
  ) {
    super();
    this.read = new Set(detectors.flatMap(({ languages }) => (languages === 'any' ? [] : languages)));
  }

  async examine(batch: readonly AdmittedMessage[], material: Material): Promise<Examination> {
    const examined = batch.map((message) => readOne(message, material));
    const signals = new Map<MessageId, Signal[]>(batch.map(({ id }) => [id, []]));
    const failures: DetectorFailure[] = [];
    const context = { ...material, stillAtWork: this.stillAtWork };
    for (const detector of inStages(this.detectors)) {
      this.onDetector(detector);
      const ran = await runDetector(detector, examined, { context, earlier: signals });
      if (ran.kind === 'failed') failures.push(ran.failure);
      else for (const signal of ran.signals) signals.get(signal.messageId)?.push(signal);
    }
    const findings = examined.map((one) =>
      this.finding(one, signals.get(one.message.id) ?? [], failures.length),
    );
    return { findings, failures };
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  private finding(one: ExaminedMessage, signals: readonly Signal[], failedDetectors: number): Finding {
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
