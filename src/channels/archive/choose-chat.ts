import { refuse } from '../../kernel/refused.js';
import type { Refused } from '../../kernel/refused.js';
import type { ZipMember } from './zip-directory.js';

/** How sure some channel is that these first bytes are a chat, 0..1. */
export type Recogniser = (head: Uint8Array, name: string) => number;

export type ChoiceRefusal = Refused<'no-chat' | 'nested-archive' | 'several-chats'>;

export interface Choice {
  readonly kind: 'chosen';
  readonly chat: ZipMember;
  readonly beside: readonly ZipMember[];
}

/** iOS calls the chat so in every language; Telegram Desktop likewise. Android names it in the phone's language. */
const FIXED_NAMES: ReadonlySet<string> = new Set(['_chat.txt', 'result.json']);
const CHAT_LIKE = /\.(txt|json|jsonl|csv)$/i;
const ARCHIVE_LIKE = /\.(zip|rar|7z|tar|gz|tgz|bz2|xz)$/i;
/** What desktop systems put into archives on their own. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

/** A guess below this is no reason to read a shared document as a chat. */
const SURE_ENOUGH = 0.5;

/** Which entry is the chat; `headOf` is asked for as few of them as possible. */
export async function chooseChat(
  members: readonly ZipMember[],
  headOf: (member: ZipMember) => Promise<Uint8Array>,
  recognise: Recogniser,
): Promise<Choice | ChoiceRefusal> {
  const files = members.filter(({ path }) => !LITTER.test(path));
  const fixed = files.filter(hasFixedName);
  const chats = fixed.length > 0 ? fixed : await recognised(files, headOf, recognise);
  const [chat] = chats;
  if (chats.length > 1) return refuse('several-chats', { chats: chats.length });
  if (chat) return { kind: 'chosen', chat, beside: files.filter((file) => file !== chat) };
  if (files.some(({ path }) => ARCHIVE_LIKE.test(path))) return refuse('nested-archive');
  return refuse('no-chat', { entries: files.length });
}

async function recognised(
  files: readonly ZipMember[],
  headOf: (member: ZipMember) => Promise<Uint8Array>,
  recognise: Recogniser,
): Promise<readonly ZipMember[]> {
  const candidates = files.filter(({ path }) => CHAT_LIKE.test(path));
  // With one candidate there is nothing to choose: if it is no chat, its channel can say best why.
  if (candidates.length <= 1) return candidates;
  const chats: ZipMember[] = [];
  for (const candidate of candidates) {
    const head = await headOf(candidate);
    if (recognise(head, fileNameOf(candidate.path)) >= SURE_ENOUGH) chats.push(candidate);
  }
  return chats;
}

export function hasFixedName({ path }: ZipMember): boolean {
  return FIXED_NAMES.has(fileNameOf(path));
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
