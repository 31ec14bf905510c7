import type { Media, MediaKind } from '../../kernel/message.js';
import type { Raw } from './raw.js';

/** Attachments that lay beside the file, by name. */
export type MediaLookup = ReadonlyMap<string, Media>;

const KINDS: Readonly<Record<string, MediaKind>> = {
  sticker: 'sticker',
  animation: 'gif',
  video_file: 'video',
  video_message: 'video',
  voice_message: 'audio',
  audio_file: 'audio',
};

/** A message has at most one attachment. A file left out of the export stands there as a sentence in parentheses. */
export function mediaOf(raw: Raw, beside: MediaLookup): readonly Media[] {
  const kind = kindOf(raw);
  if (!kind) return [];
  const path = raw.file ?? raw.photo;
  const name = typeof path === 'string' && !path.startsWith('(') ? (path.split('/').at(-1) ?? null) : null;
  return [beside.get(name ?? '') ?? { kind, name, sha256: null }];
}

function kindOf(raw: Raw): MediaKind | null {
  if (typeof raw.media_type === 'string') return KINDS[raw.media_type] ?? 'other';
  if ('photo' in raw) return 'image';
  if ('contact_information' in raw || 'contact_vcard' in raw) return 'contact';
  if ('location_information' in raw || 'place_name' in raw) return 'location';
  return 'file' in raw ? 'document' : null;
}
