import type { VNode } from 'preact';
import { CODE_OF_CONDUCT } from '../../people/index.js';
import type { Reader } from '../words/reader.js';

/** The code of conduct in the reader's language. */
export function ConductText({ reader }: { reader: Reader }): VNode {
  return (
    <ol class="conduct">
      {CODE_OF_CONDUCT[reader.language].map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ol>
  );
}
