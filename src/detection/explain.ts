import type { Reason } from '../kernel/signal.js';
import type { Detector, ReasonCatalogue } from './detector.js';

/** Puts reasons into a reader's words from the detectors' own catalogues; English where a language lacks a line. */
export class Explain {
  private readonly catalogues: ReadonlyMap<string, ReasonCatalogue>;

  constructor(detectors: readonly Detector[]) {
    this.catalogues = new Map(detectors.map(({ id, reasons }) => [id, reasons]));
  }

  /** A detector that is no longer installed leaves its key as the last resort. */
  reason(detector: string, reason: Reason, language: string): string {
    const catalogue: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> | undefined =
      this.catalogues.get(detector);
    const words = catalogue?.[language]?.[reason.key] ?? catalogue?.en?.[reason.key] ?? reason.key;
    return words.replace(/\{(\w+)\}/g, (_, name: string) => String(reason.params[name] ?? ''));
  }
}
