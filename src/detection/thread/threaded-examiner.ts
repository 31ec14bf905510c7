import { Worker } from 'node:worker_threads';
import type { AdmittedMessage } from '../../kernel/message.js';
import { Examiner } from '../examiner.js';
import type { DetectorFailure, Examination, Material, ModelsState } from '../examiner.js';
import { DETECTOR_BUDGET_MS } from '../run-detector.js';
import { AT_WORK, BEAT, WATCH_SLOTS } from './protocol.js';
import type { FromThread, MemoryCall, ToThread } from './protocol.js';

/** Half as long again as a detector may take for itself, so that one that only waits is ended by its own budget. */
const HANGS_AFTER_MS = DETECTOR_BUDGET_MS * 1.5;

/**
 * Megabytes. Indexes take 40 and a batch of the longest messages as much again; without a limit the collector lets
 * garbage pile up to several times that on a large machine.
 */
const THREAD_MEMORY = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 24 };

type Attempt =
  | { readonly kind: 'examined'; readonly examination: Examination }
  | { readonly kind: 'hung'; readonly detector: string | null };

/**
 * Examines in a thread of its own. The event loop stays free for requests, and a detector that never comes back is
 * ended with its thread: the batch is examined again without it. Batches are examined one after the other.
 */
export class ThreadedExaminer extends Examiner {
  private thread: Thread | null;
  private last: Promise<unknown> = Promise.resolve();
  private state: ModelsState = { state: 'waiting' };
  private warmed = false;

  /** `ids` in the order of the registry, to name the detector the thread was at. */
  constructor(private readonly ids: readonly string[]) {
    super();
    this.thread = this.startThread();
  }

  examine(batch: readonly AdmittedMessage[], material: Material): Promise<Examination> {
    const mine = this.last.then(() => this.examineWithout(batch, material, []));
    this.last = mine.catch(() => undefined);
    return mine;
  }

  override warm(): void {
    this.warmed = true;
    this.thread ??= this.startThread();
    post(this.thread.worker, { kind: 'warm' });
  }

  /** In a new thread: which models there are is read when one starts. Waits for the batch at hand. */
  override renew(): Promise<void> {
    const mine = this.last.then(async () => {
      if (this.state.state !== 'unusable') return;
      await this.close();
      // Told by the thread only when its indexes are made.
      this.state = { state: 'loading' };
      this.thread = this.startThread();
    });
    this.last = mine.catch(() => undefined);
    return mine;
  }

  override models(): ModelsState {
    return this.state;
  }

  async close(): Promise<void> {
    await this.thread?.worker.terminate();
    this.thread = null;
  }

  private async examineWithout(
    batch: readonly AdmittedMessage[],
    material: Material,
    hung: readonly DetectorFailure[],
  ): Promise<Examination> {
    const attempt = await this.attempt(batch, material, hung);
    if (attempt.kind === 'examined') return withFailures(attempt.examination, hung);
    await this.close();
    if (attempt.detector === null) throw new Error('The detection thread ended between two detectors');
    return this.examineWithout(batch, material, [...hung, { detector: attempt.detector, kind: 'overran' }]);
  }

  private attempt(
    batch: readonly AdmittedMessage[],
    material: Material,
    hung: readonly DetectorFailure[],
  ): Promise<Attempt> {
    const { worker, watch } = (this.thread ??= this.startThread());
    const { organisationId, now, groups, identities, claims, sightings } = material;
    return new Promise<Attempt>((resolve) => {
      const stop = watchOver(watch, () => {
        settle({ kind: 'hung', detector: this.ids[Atomics.load(watch, AT_WORK) - 1] ?? null });
      });
      const settle = (attempt: Attempt) => {
        stop();
        worker.off('message', hear).off('exit', died);
        resolve(attempt);
      };
      const hear = (message: FromThread) => {
        if (message.kind === 'examined') settle(message);
        else if (message.kind === 'memory-call') void answer(worker, message, material);
      };
      const died = () => {
        settle({ kind: 'hung', detector: this.ids[Atomics.load(watch, AT_WORK) - 1] ?? null });
      };
      worker.on('message', hear).on('exit', died);
      post(worker, {
        kind: 'examine',
        batch,
        material: { organisationId, now, groups, identities, claims, sightingKey: sightings.key },
        without: hung.map(({ detector }) => detector),
      });
    });
  }

  /** The thread makes its indexes at once, so that they are ready when the first batch comes. */
  private startThread(): Thread {
    const shared = new SharedArrayBuffer(WATCH_SLOTS * Int32Array.BYTES_PER_ELEMENT);
    const worker = new Worker(new URL('./detection-thread.js', import.meta.url), {
      workerData: { watch: shared },
      resourceLimits: THREAD_MEMORY,
    });
    worker.unref();
    // An error is followed by the exit; one that nobody listens for would end the service.
    worker.on('error', () => undefined);
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'models') this.state = message.models;
    });
    if (this.warmed) post(worker, { kind: 'warm' });
    worker.once('exit', () => {
      if (this.thread?.worker === worker) this.thread = null;
    });
    return { worker, watch: new Int32Array(shared) };
  }
}

interface Thread {
  readonly worker: Worker;
  readonly watch: Int32Array;
}

/** Calls `onHang` when the beat, once begun, stands still for too long; answers how to stop watching. */
function watchOver(watch: Int32Array, onHang: () => void): () => void {
  let seen = Atomics.load(watch, BEAT);
  const timer = setInterval(() => {
    const beat = Atomics.load(watch, BEAT);
    if (beat === seen && beat > 0) onHang();
    seen = beat;
  }, HANGS_AFTER_MS);
  return () => {
    clearInterval(timer);
  };
}

async function answer(worker: Worker, { call, memory, args }: MemoryCall, material: Material): Promise<void> {
  const asked = {
    sightings: () => material.sightings.recall(...(args as Parameters<Material['sightings']['recall']>)),
    conversations: () =>
      material.conversations.turnsBefore(...(args as Parameters<Material['conversations']['turnsBefore']>)),
    names: () => material.names.recall(...(args as Parameters<Material['names']['recall']>)),
  };
  try {
    post(worker, { kind: 'memory-answer', call, value: await asked[memory]() });
  } catch {
    post(worker, { kind: 'memory-answer', call });
  }
}

function post(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}

function withFailures(examination: Examination, hung: readonly DetectorFailure[]): Examination {
  if (hung.length === 0) return examination;
  return {
    findings: examination.findings.map((finding) => ({
      ...finding,
      failedDetectors: finding.failedDetectors + hung.length,
    })),
    failures: [...examination.failures, ...hung],
  };
}
