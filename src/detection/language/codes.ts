import { readFileSync } from 'node:fs';

const file = JSON.parse(readFileSync(new URL('./codes.json', import.meta.url), 'utf8')) as {
  readonly twoLetters: string;
  readonly threeLetters: string;
};
const ours = new Map<string, string>(
  `${file.twoLetters} ${file.threeLetters}`.split(' ').map((pair): [string, string] => {
    const [given = '', code = ''] = pair.split(':');
    return [given, code];
  }),
);

/**
 * The product's ISO 639-3 code for any code or BCP 47 tag: `ar`, `arz` and `ar-EG` are `ara`, `sw` is `swh`, `zh-CN` is
 * `cmn`. Three letters it does not know are kept as they are; anything else is `und`.
 */
export function languageCode(anyCode: string): string {
  const [code = ''] = anyCode.trim().toLowerCase().split(/[-_]/);
  return ours.get(code) ?? (/^[a-z]{3}$/.test(code) ? code : 'und');
}
