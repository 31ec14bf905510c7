import { readFileSync } from 'node:fs';

interface CodeOfConduct {
  /** A new one asks everybody again when they next sign in. */
  readonly version: string;
  readonly en: readonly string[];
  readonly ar: readonly string[];
}

/** What everybody who works here agrees to, sentence by sentence, in every language of the console. */
export const CODE_OF_CONDUCT = JSON.parse(
  readFileSync(new URL('./code-of-conduct.json', import.meta.url), 'utf8'),
) as CodeOfConduct;
