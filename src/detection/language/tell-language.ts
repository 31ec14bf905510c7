import type { LanguageShare, LanguageVerdict } from '../../kernel/language.js';
import type { TextViews, ViewWord } from '../text-views.js';
import { languageCode } from './codes.js';
import { readScript } from './read-script.js';
import type { ScriptPart } from './script-part.js';
import { languageOfScript, scriptOf } from './scripts.js';

/** Fewer letters than this tell nothing that a guess would not, unless the script itself decides. */
const FEWEST_LETTERS = 12;
/** A language is worth telling from a long text's beginning. */
const MOST_WORDS = 300;
/** A script below this share of the letters is a name or a quotation, not a language. */
const LEAST_SHARE = 0.1;

/** Tells what a message is written in; `declared` are the group's languages in any code, used as a prior. */
export function tellLanguage(views: TextViews, declared: readonly string[]): LanguageVerdict {
  const parts = partsOf(views);
  const [main] = parts;
  if (main === undefined) return { language: 'und', confidence: 0, shares: [], script: 'Zyyy' };
  const total = parts.reduce((sum, part) => sum + part.letters, 0);
  const prior = new Set(declared.map(languageCode));
  const heard = parts.filter((part) => part === main || part.letters >= total * LEAST_SHARE);
  const readings = heard.map((part) => readPart({ views, prior, total }, part));
  const shares = mergeShares(readings.flatMap((reading) => reading.shares));
  const [first] = shares;
  return {
    language: first?.language ?? 'und',
    confidence:
      readings.find(({ shares: own }) => own.some(({ language }) => language === first?.language))
        ?.confidence ?? 0,
    shares,
    script: main.script,
  };
}

interface Reading {
  readonly shares: readonly LanguageShare[];
  readonly confidence: number;
}

interface Message {
  readonly views: TextViews;
  readonly prior: ReadonlySet<string>;
  readonly total: number;
}

function readPart({ views, prior, total }: Message, part: ScriptPart): Reading {
  const share = part.letters / total;
  const alone = languageOfScript(part.script);
  const unknown: Reading = { shares: [{ language: 'und', share }], confidence: 0 };
  if (part.script === 'Hani') return readScript(views, part, { prior, share });
  // One letter of a script could be a decoration; two are somebody's writing.
  if (alone !== undefined) {
    return part.letters > 1
      ? { shares: [{ language: alone, share }], confidence: ALONE_CONFIDENCE }
      : unknown;
  }
  if (part.letters >= FEWEST_LETTERS) return readScript(views, part, { prior, share });
  if (part.script === 'Latn') return unknown;
  const reading = readScript(views, part, { prior, share });
  return reading.confidence >= DECIDED_BY_SCRIPT ? reading : unknown;
}

/** Few letters of a script that only some languages share may hold one that decides (ے, ї, ኣ). */
const DECIDED_BY_SCRIPT = 0.6;
/** A script may still carry a smaller language (Assamese in Bengali letters). */
const ALONE_CONFIDENCE = 0.97;

/** The words by script, most letters first; kana and the Han characters beside it are Japanese. */
function partsOf(views: TextViews): ScriptPart[] {
  const parts = new Map<string, { words: ViewWord[]; letters: number }>();
  for (const word of views.folded.words.slice(0, MOST_WORDS)) {
    const script = scriptOf(word.text.codePointAt(0) ?? 0);
    if (script === undefined) continue;
    const name = script === 'Hira' || script === 'Kana' ? 'Jpan' : script;
    const part = parts.get(name) ?? { words: [], letters: 0 };
    part.words.push(word);
    part.letters += word.text.length;
    parts.set(name, part);
  }
  const han = parts.get('Hani');
  const kana = parts.get('Jpan');
  if (han !== undefined && kana !== undefined) {
    kana.letters += han.letters;
    parts.delete('Hani');
  }
  return [...parts]
    .map(([script, part]): ScriptPart => ({ script, ...part }))
    .sort((a, b) => b.letters - a.letters);
}

function mergeShares(shares: readonly LanguageShare[]): LanguageShare[] {
  const merged = new Map<string, number>();
  for (const { language, share } of shares) merged.set(language, (merged.get(language) ?? 0) + share);
  const total = [...merged.values()].reduce((sum, share) => sum + share, 0);
  return [...merged]
    .map(([language, share]) => ({ language, share: share / total }))
    .sort((a, b) => b.share - a.share);
}
