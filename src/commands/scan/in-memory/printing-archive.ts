import type { InMemoryConversations } from '../../../detection/index.js';
import { Archive } from '../../../pipeline/index.js';
import type { Keep, Verdict } from '../../../pipeline/index.js';

export type OnVerdicts = (verdicts: readonly Verdict[]) => Promise<void>;

/** Where a scan's walk ends: verdicts are handed on to be printed, and only the turns of the conversation stay. */
export class PrintingArchive extends Archive {
  constructor(
    private readonly conversations: InMemoryConversations,
    private readonly onVerdicts: OnVerdicts,
  ) {
    super();
  }

  prepare(): Promise<Keep> {
    return Promise.resolve(async (_tx, { kept }) => {
      for (const { message, heat } of kept) {
        const { id, memberId, sentAt, groupId } = message;
        this.conversations.remember(groupId, [
          { messageId: id, memberId, at: sentAt, heat, kind: 'message' },
        ]);
      }
      await this.onVerdicts(kept);
    });
  }
}
