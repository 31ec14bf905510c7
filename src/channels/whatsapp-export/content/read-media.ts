import { readFileSync } from 'node:fs';
import type { Media, MediaKind } from '../../../kernel/message.js';
import { withoutMarks, wordingKey } from '../text/fold-characters.js';

/** What a whole text can be instead of somebody's words. */
export type WholeText = MediaKind | 'omitted' | 'deleted' | 'call' | 'edited' | 'placeholder';

/** Known words before and behind a name. */
type Frame = readonly [string, string];

/** Frames by the character they end with, each list with those that end with the name itself (also under ``). */
type Frames = ReadonlyMap<string, readonly Frame[]>;

const { omittedRoots, ...WHOLE_TEXTS } = load('whole-texts.json') as Record<string, string[]>;
const FRAMED = load('framed-texts.json') as Record<'attached' | 'deletedBy', Frame[]>;
const ATTACHED = byLastCharacter(FRAMED.attached);
const DELETED_BY = byLastCharacter(
  FRAMED.deletedBy.map(([before, after]) => [before.toLowerCase(), after.toLowerCase()] as const),
);
const DELETION_BEGINNINGS = new Set(FRAMED.deletedBy.map(([before]) => before.slice(0, 2).toLowerCase()));

/** A deletion is one sentence with a name of at most 100 characters in it. */
const LONGEST_DELETION = 200;

/** Wording key -> what it is, over all languages. */
const WHOLE = new Map(
  Object.entries(WHOLE_TEXTS).flatMap(([what, texts]) =>
    texts.map((text) => [wordingKey(text), what as WholeText] as const),
  ),
);

const LONGEST_WHOLE = Math.max(...[...WHOLE.keys()].map((key) => key.length)) + 8;

/** First three characters of every wording: most texts are told apart from all of them without building a key. */
const BEGINNINGS = new Set([...WHOLE.keys()].map((key) => key.slice(0, 3)));

const KINDS_BY_EXTENSION = new Map(
  Object.entries({
    image: 'jpg jpeg png heic heif bmp tif tiff',
    video: 'mp4 mov 3gp mkv avi webm m4v',
    audio: 'opus mp3 m4a aac ogg amr wav caf flac',
    sticker: 'webp was',
    gif: 'gif',
    contact: 'vcf',
  }).flatMap(([kind, extensions]) =>
    extensions.split(' ').map((extension) => [extension, kind as MediaKind] as const),
  ),
);

const KINDS_BY_NAME: readonly (readonly [RegExp, MediaKind])[] = [
  [/(^|[-_])(STK|STICKER)[-_]/i, 'sticker'],
  [/(^|[-_])GIF[-_]/i, 'gif'],
  [/(^|[-_])(PTT|AUD|AUDIO)[-_]/i, 'audio'],
];

/** `<attached: FILE>` in any language; in Turkish the word stands behind the file. */
const BRACKETED_FILE =
  /<\s*(?:[^<>:：]{2,40}[:：]\s*)?([^<>:：]{1,200}?\.[\p{L}\p{N}]{1,8})(?:\s+[\p{L} ]{2,30})?\s*>$/u;

/** `FILE (file attached)` with the names phones give to files; understood whatever the language says. */
const PHONE_FILE = /^((?:IMG|VID|PTT|AUD|STK|DOC|GIF)-\d{8}-WA\d{4,}\.\w{1,8})\s+\([^()]{3,60}\)$/u;

const MAP_LINK =
  /^[^\n:：]{2,40}\s?[:：]\s*https?:\/\/(?:maps\.google\.|www\.google\.[a-z.]+\/maps|foursquare\.com\/v\/)\S+/u;

function byLastCharacter(frames: readonly Frame[]): Frames {
  const open = frames.filter(([, after]) => after === '');
  const ends = new Set(frames.map(([, after]) => after.slice(-1)));
  return new Map(
    [...ends].map((end) => [
      end,
      [...frames.filter(([, after]) => after !== '' && after.endsWith(end)), ...open],
    ]),
  );
}

function load(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../wording/${file}`, import.meta.url), 'utf8'));
}

const VIEW_ONCE =
  /view once|visualização única|visualización única|vue unique|einmal-?ansicht|visualizza una volta|sekali lihat|просмотр(?:а)? один раз/i;

/** A notice in the place of a photo or voice message that could be opened once, on a phone only. */
export function isViewOnce(text: string): boolean {
  return text.length < 200 && VIEW_ONCE.test(text);
}

/** What a text says as a whole, when it is one of the app's own wordings. */
export function wholeText(text: string): WholeText | null {
  if (text.length > LONGEST_WHOLE) return null;
  const plain = withoutMarks(text).trimStart();
  // Old iOS releases put the wordings of today in angle brackets: `<image omitted>`.
  const inner = plain.startsWith('<') ? plain.slice(1).trimStart() : plain;
  if (!BEGINNINGS.has(plain.slice(0, 3).toLowerCase()) && !BEGINNINGS.has(inner.slice(0, 3).toLowerCase())) {
    return null;
  }
  const key = wordingKey(plain);
  return WHOLE.get(key) ?? (key.endsWith('>') ? WHOLE.get(key.slice(1, -1).trim()) : undefined) ?? null;
}

/** Whether a marked text of a newer release speaks of something left out, going by the words it shares with others. */
export function soundsOmitted(text: string): boolean {
  if (text.length > 80) return false;
  const key = wordingKey(text);
  return (omittedRoots ?? []).some((root) => key.includes(root));
}

/** The medium a wording stands for; null when it stands for something else. */
export function mediaKind(what: WholeText): MediaKind | null {
  if (what === 'omitted') return 'other';
  return what === 'deleted' || what === 'call' || what === 'edited' || what === 'placeholder' ? null : what;
}

/** The file a text says is attached, with any words before it; null when it says no such thing. */
export function attachedFile(line: string): { readonly file: string; readonly before: string } | null {
  const text = withoutMarks(line).trim();
  if (text.endsWith('>')) {
    const match = BRACKETED_FILE.exec(text);
    return match?.[1] ? { file: match[1].trim(), before: text.slice(0, match.index).trim() } : null;
  }
  const phone = PHONE_FILE.exec(text);
  if (phone?.[1]) return { file: phone[1], before: '' };
  const file = text.includes('.') ? unframed(text, ATTACHED) : null;
  return file !== null && /\.\S{1,8}$/u.test(file) ? { file, before: '' } : null;
}

/** A deletion that names the administrator; without a mark only wordings that begin with words of their own. */
export function deletedByAdmin(text: string): boolean {
  if (text.length > LONGEST_DELETION) return false;
  const plain = withoutMarks(text).trim();
  if (plain.length === text.length && !DELETION_BEGINNINGS.has(plain.slice(0, 2).toLowerCase())) return false;
  return unframed(wordingKey(plain), DELETED_BY) !== null;
}

/** A link to a map behind a word and a colon, which is how both phones write a place. */
export function isLocation(text: string): boolean {
  return text.includes('://') && MAP_LINK.test(withoutMarks(text));
}

/** What stands between a known beginning and a known end. */
function unframed(text: string, frames: Frames): string | null {
  for (const [before, after] of frames.get(text.slice(-1)) ?? frames.get('') ?? []) {
    if (text.length <= before.length + after.length) continue;
    if (text.endsWith(after) && text.startsWith(before)) {
      return text.slice(before.length, text.length - after.length).trim();
    }
  }
  return null;
}

/** Media by file name: hashed when the archive held the file, by its name alone otherwise. */
export function mediaNamed(file: string, beside: ReadonlyMap<string, Media>): Media {
  return beside.get(file) ?? { kind: kindOfFile(file), name: file, sha256: null };
}

function kindOfFile(file: string): MediaKind {
  for (const [pattern, kind] of KINDS_BY_NAME) if (pattern.test(file)) return kind;
  const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return KINDS_BY_EXTENSION.get(extension) ?? 'document';
}
