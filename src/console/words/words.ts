import { readFileSync } from 'node:fs';
import type en from '../translations/en.json';

/** Every language the console speaks: one file in `translations/` and one line here. */
export const CONSOLE_LANGUAGES = ['en', 'ar'] as const;
export type ConsoleLanguage = (typeof CONSOLE_LANGUAGES)[number];

/** A key of the catalogue; a key that English lacks does not compile. */
export type Word = keyof typeof en;

/** What goes into the `{places}` of a message. `count` also chooses the plural form. */
export type Fillings = Readonly<Record<string, string | number>>;

/** A message, or one message per plural form of CLDR; `other` is always there. */
export type Message =
  string | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string });
export type Catalogue = Readonly<Record<Word, Message>>;

export const catalogues: Readonly<Record<ConsoleLanguage, Catalogue>> = {
  en: load('en'),
  ar: load('ar'),
};

function load(language: ConsoleLanguage): Catalogue {
  const file = new URL(`../translations/${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
}

export function isConsoleLanguage(value: unknown): value is ConsoleLanguage {
  return (CONSOLE_LANGUAGES as readonly unknown[]).includes(value);
}

export interface Speech {
  readonly plural: Intl.PluralRules;
  readonly number: Intl.NumberFormat;
  /** Names of groups and people keep their own direction inside a right-to-left sentence. */
  readonly isolate: boolean;
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Fills a message. A place without a filling is a programming error and throws, so that no page shows `{count}`. */
export function fill(message: Message, fillings: Fillings, speech: Speech): string {
  return chooseForm(message, fillings, speech).replace(/\{(\w+)\}/g, (_place, name: string) => {
    const filling = fillings[name];
    if (filling === undefined) throw new TypeError(`Nothing fills {${name}}`);
    if (typeof filling === 'number') return speech.number.format(filling);
    return speech.isolate ? FIRST_STRONG_ISOLATE + filling + POP_ISOLATE : filling;
  });
}

function chooseForm(message: Message, fillings: Fillings, speech: Speech): string {
  if (typeof message === 'string') return message;
  const count = fillings.count;
  if (typeof count !== 'number') throw new TypeError('A plural message needs a number called count');
  return message[speech.plural.select(count)] ?? message.other;
}
