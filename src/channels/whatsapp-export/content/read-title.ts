import { readFileSync } from 'node:fs';
import { withoutMarks } from '../text/fold-characters.js';
import { matchSystem, titleFrom } from './match-system.js';

/** `WhatsApp Chat with {1}` in the languages of the app, most specific first. */
const TITLES = (
  JSON.parse(readFileSync(new URL('../wording/chat-titles.json', import.meta.url), 'utf8')) as string[]
)
  .map((title) => title.split('{1}').map(comparable))
  .sort((one, other) => other.join('').length - one.join('').length);

/** Spaces and hyphens of file names vary with the phone and the browser that stored them. */
function comparable(text: string): string {
  return text.normalize('NFC').replace(/[_\s]/g, ' ').replace(/[‐‑]/g, '-').toLowerCase();
}

/** The chat's name out of the name of an exported file; null when the name follows no known pattern. */
export function titleFromFileName(path: string): string | null {
  const file = withoutMarks(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
  const stem = file
    .normalize('NFC')
    .replace(/\.(txt|zip)$/i, '')
    // Browsers number the copies of a file.
    .replace(/\s\(\d+\)$/, '')
    .trim();
  for (const [before = '', after = ''] of TITLES) {
    const end = stem.length - after.length;
    if (end <= before.length) continue;
    if (comparable(stem.slice(0, before.length)) === before && comparable(stem.slice(end)) === after) {
      return stem.slice(before.length, end).trim() || null;
    }
  }
  return null;
}

/** The name the group was last given, out of the lines the app wrote; null when none tells. */
export function titleFromEvents(lines: readonly string[]): string | null {
  for (const line of [...lines].reverse()) {
    const match = matchSystem(line);
    const title = match ? titleFrom(match) : null;
    if (title !== null) return title;
  }
  return null;
}

/** The language most of the app's own lines are written in; null when none is recognised. */
export function languageOfEvents(lines: readonly string[]): string | null {
  const votes = new Map<string, number>();
  for (const line of lines) {
    const language = matchSystem(line)?.language;
    if (language) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  return [...votes].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}
