/** A piece of the text exactly as the member wrote it: UTF-16 offsets, `start` included, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** In order, those that overlap made one; empty spans are left out. */
export function joinOverlapping(spans: readonly Span[]): Span[] {
  return join(
    spans.filter(({ start, end }) => start < end),
    (span, last) => span.start < last.end,
  );
}

/** In order, those that overlap or touch made one. */
export function joinTouching(spans: readonly Span[]): Span[] {
  return join(spans, (span, last) => span.start <= last.end);
}

function join(spans: readonly Span[], meets: (span: Span, last: Span) => boolean): Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last && meets(span, last)) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}
