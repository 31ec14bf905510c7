import { readFileSync } from 'node:fs';
import type { Refused } from '../kernel/refused.js';

/** One sentence per reason: what it is, what was expected, and what to do. */
const SENTENCES = JSON.parse(readFileSync(new URL('./refusals.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string | undefined>
>;

/** A refusal of a file in words; details that the sentence has no place for follow in parentheses. */
export function sayRefusal({ reason, details }: Refused<string>): string {
  const used = new Set<string>();
  const sentence = (SENTENCES[reason] ?? reason).replace(/\{(\w+)\}/g, (place, name: string) => {
    used.add(name);
    return name in details ? String(details[name]) : place;
  });
  const rest = Object.entries(details).filter(([name]) => !used.has(name));
  return rest.length === 0
    ? sentence
    : `${sentence} (${rest.map(([name, value]) => `${name}: ${value}`).join(', ')})`;
}
