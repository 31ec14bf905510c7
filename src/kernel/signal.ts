import type { Harm } from './harm.js';
import type { MessageId } from './ids.js';
import type { Span } from './span.js';

/**
 * Why, as a key of the detector's own catalogue and its fillings. Fillings are numbers or *our* words (a register
 * name, a rule's title), never a piece of the member's text: that is what spans are for.
 */
export interface Reason {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What one detector says about one message. */
export interface Signal {
  readonly messageId: MessageId;
  readonly detector: string;
  readonly version: string;
  readonly harm: Harm;
  /** P(this harm | this evidence alone), 0..1. */
  readonly probability: number;
  /** In the original text; empty when the evidence is not in the words (spread, exchange, media). */
  readonly spans: readonly Span[];
  readonly reason: Reason;
}
