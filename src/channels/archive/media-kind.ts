import type { MediaKind } from '../../kernel/message.js';

const KINDS: Readonly<Record<string, MediaKind>> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  heic: 'image',
  webp: 'sticker',
  tgs: 'sticker',
  gif: 'gif',
  mp4: 'video',
  mov: 'video',
  '3gp': 'video',
  mkv: 'video',
  webm: 'video',
  opus: 'audio',
  ogg: 'audio',
  m4a: 'audio',
  mp3: 'audio',
  aac: 'audio',
  amr: 'audio',
  wav: 'audio',
  vcf: 'contact',
};

/** By extension only: the file is hashed and let go, never decoded. */
export function mediaKindOf(fileName: string): MediaKind {
  const extension = /\.([0-9a-z]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return 'other';
  return KINDS[extension] ?? 'document';
}
