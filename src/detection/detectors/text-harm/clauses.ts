import type { Span } from '../../../kernel/span.js';

/** Where one thing said ends and the next begins, in the scripts served; "2,500" and "unhcr.org" are not cut. */
const BETWEEN = /(?<=[.!?…,;:،؛؟۔।॥።፣፤፧])\s+|[\r\n]+|(?<=[。！？、，；])/gu;

/** The clauses of a text without the space around them, neighbours joined until there are at most `most`. */
export function clausesOf(text: string, most: number): Span[] {
  const clauses: Span[] = [];
  let start = 0;
  for (const { index, 0: between } of text.matchAll(BETWEEN)) {
    clauses.push(...trimmed(text, start, index));
    start = index + between.length;
  }
  clauses.push(...trimmed(text, start, text.length));
  return joined(clauses, Math.ceil(clauses.length / most));
}

function trimmed(text: string, from: number, to: number): Span[] {
  const inside = text.slice(from, to);
  const start = from + inside.length - inside.trimStart().length;
  const end = to - inside.length + inside.trimEnd().length;
  return start < end ? [{ start, end }] : [];
}

function joined(clauses: readonly Span[], each: number): Span[] {
  if (each <= 1) return [...clauses];
  return clauses.flatMap(({ start }, at) =>
    at % each === 0 ? [{ start, end: clauses[Math.min(at + each, clauses.length) - 1]?.end ?? start }] : [],
  );
}
