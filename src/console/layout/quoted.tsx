import type { VNode } from 'preact';
import type { Span } from '../../kernel/span.js';

export interface QuotedProps {
  /** As the member wrote it. */
  readonly text: string;
  readonly spans: readonly Span[];
  /** ISO 639-3 of the words; `und` when nobody can tell. */
  readonly language: string;
  readonly class?: string;
}

/** A member's words with the evidence marked; their own language and direction, whatever the page's are. */
export function Quoted({ text, spans, language, class: name }: QuotedProps): VNode {
  return (
    <p class={name} dir="auto" lang={languageTag(language)}>
      {cut(text, mergeSpans(spans, text.length)).map(({ words, marked }, index) =>
        marked ? <mark key={index}>{words}</mark> : words,
      )}
    </p>
  );
}

/** BCP 47 prefers the shorter code where there is one: `swa` is written `sw`. */
export function languageTag(language: string): string | undefined {
  if (language === 'und' || !/^[a-z]{2,3}$/.test(language)) return undefined;
  return Intl.getCanonicalLocales(language)[0];
}

/** Spans of several detectors overlap; marks must not. Ascending, disjoint, inside the text. */
export function mergeSpans(spans: readonly Span[], length: number): readonly Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const inside = { start: Math.max(0, start), end: Math.min(end, length) };
    if (inside.end <= inside.start) continue;
    const last = merged.at(-1);
    if (last && inside.start <= last.end) last.end = Math.max(last.end, inside.end);
    else merged.push(inside);
  }
  return merged;
}

interface Piece {
  readonly words: string;
  readonly marked: boolean;
}

/** The text in pieces; joined together they are exactly the text. */
export function cut(text: string, marks: readonly Span[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) pieces.push({ words: text.slice(at, start), marked: false });
    pieces.push({ words: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ words: text.slice(at), marked: false });
  return pieces;
}

/** The part of a long message that a list shows: from a little before the first mark, on whole characters. */
export function excerpt(
  text: string,
  spans: readonly Span[],
  limit: number,
): { text: string; spans: Span[] } {
  if (text.length <= limit) return { text, spans: [...spans] };
  const first = Math.min(text.length, ...spans.map(({ start }) => start));
  const lead = Math.floor(limit / 4);
  const from = onBoundary(
    text,
    first === text.length ? 0 : Math.max(0, Math.min(first - lead, text.length - limit)),
  );
  const to = onBoundary(text, Math.min(text.length, from + limit));
  const [before, after] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const shift = before.length - from;
  const kept = spans.filter(({ start, end }) => end > from && start < to);
  return {
    text: before + text.slice(from, to) + after,
    spans: kept.map(({ start, end }) => ({
      start: Math.max(start, from) + shift,
      end: Math.min(end, to) + shift,
    })),
  };
}

/** Never between the two halves of a surrogate pair. */
function onBoundary(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}
