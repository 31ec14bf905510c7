import type { Span } from '../../../kernel/span.js';
import { CueIndex, readCues } from '../../cues/index.js';
import type { CueHit } from '../../cues/index.js';
import type { ExaminedMessage } from '../../detector.js';
import { onFirstUse } from '../../on-first-use.js';
import type { Item, ItemKind } from './items.js';

const SIGNS = [
  'own',
  'other',
  'public',
  'passport',
  'national',
  'case',
  'account',
  'address',
  'minor',
] as const;
type ContextSign = (typeof SIGNS)[number];

/** Whose a piece of data is, as far as the words around it tell. */
export type Owner = 'own' | 'other' | 'public' | 'unknown';

export type Context = readonly CueHit<ContextSign>[];

const cues = onFirstUse(
  () => new CueIndex<ContextSign>(readCues(new URL('./cues/', import.meta.url), SIGNS)),
);

export function readContext({ views }: ExaminedMessage): Context {
  return cues().find(views.folded);
}

/** Words about a number stand in its sentence; 80 characters is a long one. */
const REACH = 80;
/** What a number is called stands right beside it. */
const LABEL_REACH = 30;

export function ownerOf(item: Span, context: Context): Owner {
  let nearest: Owner = 'unknown';
  let best = REACH + 1;
  for (const { sign, span } of context) {
    if (sign !== 'own' && sign !== 'other' && sign !== 'public') continue;
    const distance = gapBetween(item, span);
    if (distance < best) [nearest, best] = [sign, distance];
  }
  return nearest;
}

function gapBetween(a: Span, b: Span): number {
  return Math.max(a.start - b.end, b.start - a.end, 0);
}

/** Numbers that mean nothing by themselves, by the word that names them. */
const LABELLED: readonly (readonly [ContextSign, ItemKind, RegExp])[] = [
  ['passport', 'passport', /(?<![\p{L}\p{N}])[A-Z]{1,3}[ -]?\d{6,9}(?![\p{L}\p{N}])/gu],
  [
    'case',
    'case_number',
    /(?<![\p{L}\p{N}+])\d{3}-?\d{8}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[A-Z]{2,4}[-/]?\d{5,10}(?![\p{L}\p{N}])/gu,
  ],
  [
    'national',
    'national_id',
    /(?<![\p{L}\p{N}+])\p{Nd}{6,16}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[A-Z]{1,3}\d{6,12}[A-Z]?(?![\p{L}\p{N}])/gu,
  ],
  ['account', 'iban', /(?<![\p{L}\p{N}+])\p{Nd}{9,18}(?![\p{L}\p{N}])/gu],
];

/** Document, case and account numbers: a number of the right form right after or before its name. */
export function findLabelled(text: string, context: Context): Item[] {
  return LABELLED.flatMap(([sign, kind, pattern]) => {
    const labels = context.filter((hit) => hit.sign === sign);
    if (labels.length === 0) return [];
    return [...text.matchAll(pattern)]
      .map((match) => ({ kind, start: match.index, end: match.index + match[0].length, value: '' }))
      .filter((item) => labels.some(({ span }) => gapBetween(item, span) <= LABEL_REACH));
  });
}

/** "She lives at ... house 12": a house is given away only with a number and a person it belongs to. */
export function findAddress(text: string, context: Context): Item[] {
  const label = context.find(({ sign }) => sign === 'address');
  if (!label || !context.some(({ sign }) => sign === 'other' || sign === 'own')) return [];
  const number = /\p{Nd}{1,5}/u.exec(text.slice(label.span.start, label.span.end + LABEL_REACH * 2));
  if (!number) return [];
  const end = label.span.start + number.index + number[0].length;
  return [{ kind: 'address', start: label.span.start, end: Math.max(end, label.span.end), value: '' }];
}

/** A caption that names a child under a picture: where the picture shows the child, it should not be passed around. */
export function findMinorCaption({ message }: ExaminedMessage, context: Context): Item[] {
  const hasPicture = message.media.some(({ kind }) => kind === 'image' || kind === 'video');
  const minors = context.filter(({ sign }) => sign === 'minor');
  const isPersonal = minors.length >= 2 || context.some(({ sign }) => sign === 'other');
  if (!hasPicture || !isPersonal) return [];
  return minors.slice(0, 1).map(({ span }) => ({ kind: 'minor', ...span, value: '' }));
}
