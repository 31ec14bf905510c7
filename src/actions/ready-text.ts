import { readFileSync } from 'node:fs';
import type { ActionKind } from './action.js';

/** By the code of the group's language as the rest of the service writes it (ISO 639-3, macrolanguages too). */
const CODES: Readonly<Record<string, string>> = {
  ...{ amh: 'am', ara: 'ar', arb: 'ar', eng: 'en', fas: 'fa', fra: 'fr', hin: 'hi', pes: 'fa', por: 'pt' },
  ...{ prs: 'fa', rus: 'ru', som: 'so', spa: 'es', swa: 'sw', swh: 'sw', tur: 'tr', urd: 'ur' },
};

export const TEXT_LANGUAGES = [...new Set(Object.values(CODES))].sort();

type Texts = Readonly<Record<ActionKind, string>>;

const texts = new Map(TEXT_LANGUAGES.map((code) => [code, read(code)]));

function read(code: string): Texts {
  return JSON.parse(readFileSync(new URL(`./texts/${code}.json`, import.meta.url), 'utf8')) as Texts;
}

/** Where and when, as the people of the group would find the message. Never what it said, never who wrote it. */
export interface Whereabouts {
  readonly group: string;
  /** ISO 639-3, most used first. */
  readonly languages: readonly string[];
  /** IANA zone. */
  readonly timezone: string;
  readonly sentAt: Date;
}

export interface ReadyText {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** False when none of the group's languages has a text yet: it is in English, to be translated by a person. */
  readonly isTheirs: boolean;
}

/** The first of the group's languages that has texts, English where none has. BCP 47. */
export function textLanguage(languages: readonly string[]): string {
  return languages.flatMap((language) => CODES[language] ?? [])[0] ?? 'en';
}

/** The text to send, in the first language of the group that has one. */
export function readyText(
  action: ActionKind,
  { group, languages, timezone, sentAt }: Whereabouts,
): ReadyText {
  const language = textLanguage(languages);
  const isTheirs = languages.some((one) => CODES[one] !== undefined);
  const when = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timezone,
  }).format(sentAt);
  const places: Readonly<Record<string, string>> = {
    group: `\u2068${group}\u2069`,
    when: `\u2068${when}\u2069`,
  };
  const text = (texts.get(language)?.[action] ?? '').replace(
    /\{(\w+)\}/g,
    (_place, name: string) => places[name] ?? '',
  );
  return { text, language, isTheirs };
}
