import { readFileSync } from 'node:fs';

type Range = readonly [first: number, last: number, script: string];

const file = JSON.parse(readFileSync(new URL('./scripts.json', import.meta.url), 'utf8')) as {
  readonly ranges: readonly Range[];
  readonly alone: Readonly<Record<string, string>>;
};

/** ISO 15924 code of a letter's script; undefined for what is no letter or of a script without a row. */
export function scriptOf(code: number): string | undefined {
  if (code < 0x250) return code >= 97 && code !== 0xd7 && code !== 0xf7 ? 'Latn' : undefined;
  let low = 0;
  let high = file.ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last, script] = file.ranges[middle] ?? [0, 0, ''];
    if (code < first) high = middle - 1;
    else if (code > last) low = middle + 1;
    else return script;
  }
  return undefined;
}

/** The language of a script that practically one language is chatted in; undefined for shared scripts. */
export function languageOfScript(script: string): string | undefined {
  return file.alone[script];
}
