import { readFileSync } from 'node:fs';
import type { TextView } from '../../text-views.js';
import { onFirstUse } from '../../on-first-use.js';
import { foldText } from '../fold/fold-text.js';
import type { TracedView } from '../view.js';
import { DerivedView } from './derived-view.js';

/** Case is gone after folding, so the look-alikes of a capital I and of a small l meet in one letter. */
const SAME_STROKE: readonly (readonly [string, string])[] = ['i', 'ı', '1', '|', 'ӏ', 'ɩ', 'ι'].map(
  (char) => [char, 'l'],
);

const table = onFirstUse(readTable);
const known = new Map<string, string>();
/** Bounds what `known` may hold; the characters of all living languages are fewer. */
const MOST_KNOWN = 20_000;

function readTable(): ReadonlyMap<string, string> {
  const file = readFileSync(new URL('./confusables.txt', import.meta.url), 'utf8');
  const rows = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const pairs = rows.flatMap((row) => {
    const [target = '', sources = ''] = row.split('\t');
    return Array.from(sources).map((source): readonly [string, string] => [source, target]);
  });
  return new Map([...pairs, ...SAME_STROKE]);
}

/** The UTS #39 skeleton of a folded view; marks on letters are dropped too, since imitations add and lose them. */
export function skeletonView(folded: TracedView): TextView {
  const view = new DerivedView(folded);
  let at = 0;
  for (const char of folded.text) {
    view.add(skeletonOfCharacter(char), at, at + char.length);
    at += char.length;
  }
  return view.finish();
}

/** The skeleton of a name or domain: equal skeletons look alike. Same as `viewsOf(text).skeleton.text`. */
export function skeletonOf(text: string): string {
  return skeletonView(foldText(text)).text;
}

function skeletonOfCharacter(char: string): string {
  const before = known.get(char);
  if (before !== undefined) return before;
  const skeleton = prototypeOf(char);
  if (known.size < MOST_KNOWN) known.set(char, skeleton);
  return skeleton;
}

/** Replaces by prototypes until nothing changes: в looks like ʙ, which reads as b. Four rounds are enough for every row. */
function prototypeOf(char: string): string {
  let now = char;
  for (let round = 0; round < 4; round++) {
    const next = Array.from(now.normalize('NFD').replace(/[\u0300-\u036F]/g, ''))
      .map((one) => table().get(one) ?? one)
      .join('');
    if (next === now) break;
    now = next;
  }
  return now.normalize('NFC').toLowerCase();
}
