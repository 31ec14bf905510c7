import type { Span } from '../../../kernel/span.js';
import type { ViewWord } from '../../text-views.js';
import { TracedView } from '../view.js';
import { foldCharacters } from './fold-characters.js';
import { otherReadings } from './other-readings.js';
import { LEET, SPACED_OUT, spotTricks, STRETCHED, TURKISH } from './tricks/spot-tricks.js';
import { TracedText } from './traced-text.js';
import { undoTricks } from './tricks/undo-tricks.js';

/** One work sheet for all texts: folding is synchronous and never re-entered. */
const sheet = new TracedText();
const TRICKY_WORD = STRETCHED | LEET | SPACED_OUT | TURKISH;

/** Makes the everyday view. Any string is welcome, lone surrogates and 100,000 marks included. */
export function foldText(original: string): TracedView {
  foldCharacters(original, sheet);
  let tricks = spotTricks(sheet);
  if (original.includes('İ')) tricks |= TURKISH;
  if (tricks !== 0) undoTricks(sheet, tricks, original);
  const text = sheet.slice(0, sheet.length);
  const trace = sheet.isAligned(original.length) ? null : sheet.trace();
  const readWord = (word: ViewWord, span: Span) =>
    otherReadings(word.text, original.slice(span.start, span.end));
  return new TracedView(text, trace, (tricks & TRICKY_WORD) === 0 ? null : readWord);
}
