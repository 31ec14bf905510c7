import { readFileSync } from 'node:fs';

/** Ready-made notices by ISO 639-3, with the organisation's name to fill in. Bump the version when a wording changes. */
const templates = JSON.parse(readFileSync(new URL('./notices.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

const TEMPLATE_VERSION = 'ready-made-1';

export const READY_MADE_LANGUAGES: readonly string[] = Object.keys(templates);

/** The text of a notice per language. */
export type Notices = Readonly<Record<string, string>>;

/** A notice to start from for each language of the group; empty where nobody has written one yet. */
export function readyMadeNotices(languages: readonly string[], organisation: string): Notices {
  return Object.fromEntries(
    languages.map((language) => [
      language,
      (templates[language] ?? '').replaceAll('{organisation}', organisation),
    ]),
  );
}

/** Says whether people were told the ready-made words or others, for whoever compares ledgers later. */
export function noticeVersion(notices: Notices, organisation: string): string {
  const readyMade = readyMadeNotices(Object.keys(notices), organisation);
  const same = Object.entries(notices).every(([language, text]) => text === readyMade[language]);
  return same ? TEMPLATE_VERSION : 'own-words';
}

/** One text for the ledger: every language under its code, in the order of the form. */
export function joinNotices(notices: Notices): string {
  return Object.entries(notices)
    .map(([language, text]) => `[${language}]\n${text}`)
    .join('\n\n');
}
