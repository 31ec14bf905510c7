import type { ViewWord } from '../text-views.js';

/** The words of a message in one script. */
export interface ScriptPart {
  readonly script: string;
  readonly words: readonly ViewWord[];
  readonly letters: number;
}
