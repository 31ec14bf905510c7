import type { Wording } from '../../incidents/index.js';
import type { Reader } from '../words/reader.js';

/** Words of a playbook in the reader's language; English where nobody wrote them in it. */
export function wordsOf(wording: Wording, { language }: Reader): string {
  const words: Readonly<Partial<Record<string, string>>> = wording;
  return words[language] ?? wording.en;
}
