import type { Refused } from '../../kernel/refused.js';

/** What is said when a command could mean several organisations, or none. */
export const WHICH_ORGANISATION = {
  'no-organisation':
    'There is no such organisation yet. Start the service and follow the link it prints first.',
  'which-organisation':
    'There are several organisations. Say which with --organisation and one of: {organisations}',
} as const;

/** The sentence of a refusal with its details in their places; the reason itself where nobody wrote a sentence. */
export function sayReason(
  sentences: Readonly<Record<string, string>>,
  { reason, details }: Refused<string>,
): string {
  const filled = (_place: string, name: string) => String(details[name] ?? '');
  return (sentences[reason] ?? reason).replace(/\{(\w+)\}/g, filled);
}
