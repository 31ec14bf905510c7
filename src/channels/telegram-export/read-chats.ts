import Assembler from 'stream-json/assembler.js';
import { readTokens } from './read-tokens.js';
import type { Token } from './read-tokens.js';

export interface Chat {
  readonly name: string | null;
  /** As Telegram names it: `private_supergroup`, `personal_chat`, ... */
  readonly type: string;
  readonly id: string;
}

/** What is met while walking the file: each message with the chat it stands in, whole and on its own. */
export type Met =
  | { readonly kind: 'chat'; readonly chat: Chat }
  | { readonly kind: 'message'; readonly chat: Chat; readonly value: unknown }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'broken' };

/** A message of more JSON tokens than this is no message; keeps one hostile entry from filling the memory. */
const MOST_TOKENS = 50_000;

/**
 * Walks `{name, type, id, messages}` (one chat) or `{chats: {list: [...]}, left_chats: {list: [...]}}` (an account)
 * as a stream. Only one message is in memory at a time. A file that breaks off ends with `broken`.
 */
export async function* readChats(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Met> {
  const walker = new Walker();
  try {
    for await (const tokens of readTokens(bytes)) {
      for (const token of tokens) {
        const met = walker.take(token);
        if (met) yield met;
      }
    }
  } catch {
    yield { kind: 'broken' };
    return;
  }
  if (!walker.finished) yield { kind: 'broken' };
}

/** Follows the path of keys; hands tokens to an assembler while inside a message. */
class Walker {
  private readonly path: (string | null)[] = [];
  private key: string | null = null;
  private chat = noChat();
  private assembler: Assembler | null = null;
  private depth = 0;
  private tokens = 0;
  private began = false;

  get finished(): boolean {
    return this.began && this.path.length === 0 && this.assembler === null;
  }

  take(token: Token): Met | null {
    this.began = true;
    return this.assembler ? this.assemble(token, this.assembler) : this.walk(token);
  }

  private walk(token: Token): Met | null {
    const { name } = token;
    if (name === 'startArray') return this.enter();
    if (name === 'startObject')
      return this.path.at(-1) === 'messages' ? this.beginMessage(token) : this.enter();
    if (name === 'endObject' || name === 'endArray') this.path.pop();
    else if (name === 'keyValue') this.key = token.value;
    else if ('value' in token) this.noteChat(String(token.value));
    return null;
  }

  private enter(): Met | null {
    this.path.push(this.key);
    const opensMessages = this.key === 'messages';
    this.key = null;
    if (this.path.length > 1 && this.path.at(-1) === null) this.chat = noChat();
    return opensMessages ? { kind: 'chat', chat: { ...this.chat } } : null;
  }

  private noteChat(value: string): void {
    const { key } = this;
    this.key = null;
    if (key === 'name' || key === 'type' || key === 'id') this.chat = { ...this.chat, [key]: value };
  }

  private beginMessage(token: Token): null {
    this.assembler = new Assembler();
    this.assembler.consume(token);
    this.depth = 1;
    this.tokens = 1;
    return null;
  }

  private assemble(token: Token, assembler: Assembler): Met | null {
    this.tokens += 1;
    if (token.name === 'startObject' || token.name === 'startArray') this.depth += 1;
    if (token.name === 'endObject' || token.name === 'endArray') this.depth -= 1;
    if (this.tokens <= MOST_TOKENS) assembler.consume(token);
    if (this.depth > 0) return null;
    this.assembler = null;
    if (this.tokens > MOST_TOKENS) return { kind: 'too-long' };
    return { kind: 'message', chat: this.chat, value: assembler.current };
  }
}

function noChat(): Chat {
  return { name: null, type: 'unknown', id: '' };
}
