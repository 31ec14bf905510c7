import type { Assessment } from '../../kernel/assessment.js';
import type { ProgrammeId } from '../../kernel/ids.js';
import type { AdmittedMessage } from '../../kernel/message.js';

/** A message that needs a human, with what was thought of it and its words already sealed. */
export interface NewFlag {
  readonly message: AdmittedMessage;
  readonly assessment: Assessment;
  /** Sealed under the member with FLAG_TEXT_BINDING; null when the message has no words. */
  readonly textCiphertext: Uint8Array | null;
  readonly channelKind: string;
  readonly programmeId: ProgrammeId;
}
