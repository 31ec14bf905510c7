/**
 * Every phrase a pattern stands for: `go {back ,}home` is "go back home" and "go home". Braces may be nested.
 * Throws on a brace that is never closed: the lists are part of the product.
 */
export function expandPattern(pattern: string): string[] {
  return expand(pattern).map((phrase) => phrase.replaceAll(/\s+/g, ' ').trim());
}

function expand(pattern: string): string[] {
  const open = pattern.indexOf('{');
  if (open < 0) return [pattern];
  const cuts = cutsOf(pattern, open);
  const close = cuts.at(-1) ?? open;
  const rests = expand(pattern.slice(close + 1));
  const heads = cuts
    .slice(0, -1)
    .flatMap((cut, at) =>
      expand(pattern.slice(cut + 1, cuts[at + 1])).map((head) => pattern.slice(0, open) + head),
    );
  return heads.flatMap((head) => rests.map((rest) => head + rest));
}

/** Positions of the opening brace, of the commas on its level, and of its closing brace. */
function cutsOf(pattern: string, open: number): number[] {
  const cuts = [open];
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    const sign = pattern[at];
    if (sign === '{') depth++;
    if (sign === '}') depth--;
    if (depth === 0) return [...cuts, at];
    if (sign === ',' && depth === 1) cuts.push(at);
  }
  throw new SyntaxError(`A brace is never closed in: ${pattern}`);
}

/** The patterns of a block: between semicolons. */
export function patternsOf(block: string): string[] {
  return block
    .split(';')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '');
}
