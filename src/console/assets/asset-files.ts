import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** A file every page may ask for; its address changes with its content, so a browser keeps it for ever. */
export interface AssetFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
  readonly url: string;
}

/** Nothing else is ever served from the disk. */
const SOURCES = {
  'console.css': ['../styles/console.css', 'text/css; charset=utf-8'],
  'console.js': ['../client/console.js', 'text/javascript; charset=utf-8'],
  'icon.svg': [null, 'image/svg+xml'],
} as const;

export type AssetName = keyof typeof SOURCES;

/** The half-full circle of the brand, as small as an icon can be. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#fff" ' +
  'stroke="#0f5c56" stroke-width="2"/><path d="M8 1a7 7 0 0 0 0 14z" fill="#0f5c56"/></svg>';

const byUrl = new Map<string, AssetFile>();
const byName = Object.fromEntries(
  Object.entries(SOURCES).map(([name, [path, type]]) => {
    const bytes = path === null ? Buffer.from(ICON) : readFileSync(new URL(path, import.meta.url));
    const file = { type, bytes, gzipped: gzipSync(bytes, { level: 9 }), url: addressOf(name, bytes) };
    byUrl.set(file.url, file);
    return [name, file];
  }),
) as Record<AssetName, AssetFile>;

/** Twelve hex digits: enough that two versions never share an address. */
function addressOf(name: string, bytes: Buffer): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return `/assets/${hash}/${name}`;
}

export function assetUrl(name: AssetName): string {
  return byName[name].url;
}

export function assetAt(url: string): AssetFile | undefined {
  return byUrl.get(url);
}
