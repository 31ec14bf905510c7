import type { MessageId } from '../kernel/ids.js';
import type { LanguageVerdict } from '../kernel/language.js';
import type { Signal } from '../kernel/signal.js';

/** Everything known about one message when it is judged; none of its words. */
export interface Evidence {
  readonly messageId: MessageId;
  readonly signals: readonly Signal[];
  readonly language: LanguageVerdict;
  /** Letters in the text; 0 for media without a caption. */
  readonly letters: number;
  /** Whether some detector that reads words is valid for the message's language. */
  readonly languageSupported: boolean;
  /** Detectors that threw or overran on this message's batch. */
  readonly failedDetectors: number;
  /** A detector that failed would have been needed for this message. */
  readonly unread: boolean;
  readonly audience: 'general' | 'vulnerable';
}
