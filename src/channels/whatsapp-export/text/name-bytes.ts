/** Beginnings of files that people rename to .txt, or that carry a chat inside. */
const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty ZIP archive', [0x50, 0x4b, 0x05, 0x06]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a JPEG photo', [0xff, 0xd8, 0xff]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a RIFF file (WebP, WAV or AVI)', [0x52, 0x49, 0x46, 0x46]],
  ['an Ogg sound file', [0x4f, 0x67, 0x67, 0x53]],
  ['an MP3 sound file', [0x49, 0x44, 0x33]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['an old Office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a Windows program', [0x4d, 0x5a, 0x90]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
];

/** Control characters no phone writes into a chat, as a share of the bytes looked at. */
const MOST_CONTROLS = 0.02;

/** What a file that is no text looks like by its first bytes; null when it may be text. */
export function nameBinary(head: Uint8Array): string | null {
  for (const [name, signature] of SIGNATURES) {
    if (signature.every((byte, at) => head[at] === byte)) return name;
  }
  if (String.fromCharCode(...head.subarray(4, 8)) === 'ftyp') return 'an MP4 video or HEIC photo';
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls += 1;
  return controls > head.length * MOST_CONTROLS ? 'binary data' : null;
}

const TEXTS: readonly (readonly [string, RegExp])[] = [
  ['JSON', /^(?:\{\s*(?:"|\}|$)|\[\s*(?:[{[\]"]|$))/],
  ['a web page', /^<(?:!doctype|html)/i],
  ['XML', /^<\?xml/i],
  ['an RTF document', /^\{\\rtf/],
  ['a contact card or calendar', /^BEGIN:VC/i],
  ['a table (CSV)', /^[^,;\t]*(?:[,;\t](?!\s)[^,;\t]*){3,}$/],
];

/** What a text that is no chat export looks like, for the person who chose the file. */
export function nameText(firstLine: string): string {
  const start = firstLine.trimStart().slice(0, 1_000);
  const known = TEXTS.find(([, pattern]) => pattern.test(start));
  return known?.[0] ?? 'plain text without dates at the start of its lines';
}
