import { AppError } from '../kernel/app-error.js';
import type { MessageId } from '../kernel/ids.js';
import type { ScanPurpose } from '../kernel/message.js';
import { mayLookFor } from '../kernel/scan-purpose.js';
import type { Signal } from '../kernel/signal.js';
import type { DetectionContext, Detector, ExaminedMessage } from './detector.js';
import type { DetectorFailure } from './examiner.js';

export type Ran =
  | { readonly kind: 'ran'; readonly signals: readonly Signal[] }
  | { readonly kind: 'failed'; readonly failure: DetectorFailure };

/**
 * Milliseconds a light detector may spend on one batch. A batch of 500 takes it 10 ms; ten seconds is a hang, not a slow
 * machine.
 */
export const DETECTOR_BUDGET_MS = 10_000;

/** The encoder reads a batch of 500 in two seconds; on a machine as busy as can be, or full of walls of text, in forty. */
export const HEAVY_BUDGET_MS = 60_000;

/** Runs one detector on the messages whose basis allows it, and keeps its failure from reaching anyone else. */
export async function runDetector(
  detector: Detector,
  batch: readonly ExaminedMessage[],
  around: { context: Omit<DetectionContext, 'abort'>; earlier: ReadonlyMap<MessageId, readonly Signal[]> },
): Promise<Ran> {
  const allowed = batch.filter(({ message }) => mayRun(detector, message.purposes));
  if (allowed.length === 0) return { kind: 'ran', signals: [] };
  const abort = new AbortController();
  const overrun = expiry(abort, detector.cost === 'heavy' ? HEAVY_BUDGET_MS : DETECTOR_BUDGET_MS);
  try {
    const found = detector.detect(allowed, { ...around.context, abort: abort.signal }, around.earlier);
    const signals = found instanceof Promise ? await Promise.race([found, overrun.expired]) : found;
    if (signals === OVERRAN) return failed(detector, 'overran');
    return { kind: 'ran', signals: withinPurpose(signals, allowed) };
  } catch (error) {
    // Any other error is dropped on purpose: its message may quote the text that caused it.
    return failed(detector, 'threw', error instanceof AppError ? error.message : undefined);
  } finally {
    overrun.cancel();
  }
}

const OVERRAN = Symbol('overran');

function expiry(
  abort: AbortController,
  budget: number,
): { expired: Promise<typeof OVERRAN>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<typeof OVERRAN>((resolve) => {
    timer = setTimeout(() => {
      // First: a detector that answers when it is told to stop has overrun all the same.
      resolve(OVERRAN);
      abort.abort();
    }, budget);
    timer.unref();
  });
  return {
    expired,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

function mayRun(detector: Detector, purposes: readonly ScanPurpose[]): boolean {
  return detector.harms.some((harm) => mayLookFor(harm, purposes));
}

/** A detector of several harms says nothing about those the basis does not cover. */
function withinPurpose(signals: readonly Signal[], batch: readonly ExaminedMessage[]): readonly Signal[] {
  if (signals.length === 0) return signals;
  const purposes = new Map(batch.map(({ message }) => [message.id, message.purposes]));
  return signals.filter(({ messageId, harm }) => mayLookFor(harm, purposes.get(messageId) ?? []));
}

function failed(detector: Detector, kind: DetectorFailure['kind'], note?: string): Ran {
  return { kind: 'failed', failure: { detector: detector.id, kind, ...(note !== undefined && { note }) } };
}
