import { HARMS } from '../../kernel/harm.js';

/** What can be measured: harms that are read in words, and what models tell besides. `misinfo` is a set's verdict of false. */
export const EVAL_LABELS = [
  'hate',
  'abuse',
  'threat',
  'scam',
  'spam',
  'misinfo',
  'claim',
  'disclosure',
  'exploitation',
  'impersonation',
  'personal_data',
  'misinformation',
  'account_compromise',
] as const;

export type EvalLabel = (typeof EVAL_LABELS)[number];

/** One line of a labelled file. */
export interface LabelledRow {
  readonly text: string;
  /** As the file says it. */
  readonly language: string;
  readonly set: string;
  /** What is known; a label that is absent or null is unknown. */
  readonly truth: ReadonlyMap<EvalLabel, boolean>;
  /** Ordinary chat that nothing should be raised about. */
  readonly benign: boolean;
}

export type RowRead =
  | { readonly kind: 'row'; readonly row: LabelledRow; readonly unknown: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

/** No list of harms names it: it says that there is none. */
const BENIGN = 'benign_chat';
const KNOWN: ReadonlySet<string> = new Set<string>([...EVAL_LABELS, ...HARMS, BENIGN]);

/** Reads `{"text","lang","labels":{...},"set"?}`; labels it does not know are named, never an error. */
export function readRow(line: string): RowRead {
  const raw = parsed(line);
  if (raw === null) return refused('is no JSON object');
  const { text, lang, labels, set } = raw;
  if (typeof text !== 'string') return refused('has no "text"');
  if (typeof lang !== 'string' || lang === '') return refused('has no "lang"');
  if (!isObject(labels)) return refused('has no "labels"');
  const wrong = Object.entries(labels).find(([, value]) => !isShare(value));
  if (wrong) return refused(`labels.${wrong[0]} is neither 0, 1 nor null`);
  const named = typeof set === 'string' ? set : 'unnamed';
  const row = { text, language: lang, set: named, truth: truthOf(labels), benign: labels[BENIGN] === 1 };
  return { kind: 'row', row, unknown: Object.keys(labels).filter((label) => !KNOWN.has(label)) };
}

function truthOf(labels: Readonly<Record<string, unknown>>): ReadonlyMap<EvalLabel, boolean> {
  const truth = new Map<EvalLabel, boolean>();
  for (const label of EVAL_LABELS) {
    const value = labels[label];
    if (typeof value === 'number') truth.set(label, value >= 0.5);
  }
  return truth;
}

function refused(why: string): RowRead {
  return { kind: 'refused', why };
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Labels that several people gave may stand between 0 and 1. */
function isShare(value: unknown): boolean {
  return value === null || (typeof value === 'number' && value >= 0 && value <= 1);
}
