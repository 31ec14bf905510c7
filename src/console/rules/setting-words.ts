import { readFileSync } from 'node:fs';
import type { ConsoleLanguage } from '../words/words.js';

export interface SettingWords {
  readonly label: string;
  readonly why: string;
}

/** Names and reasons of settings in languages other than their owner's English, by `detector.setting`. */
type Translated = Readonly<Partial<Record<ConsoleLanguage, Readonly<Record<string, SettingWords>>>>>;

const translated = JSON.parse(
  readFileSync(new URL('../translations/settings.json', import.meta.url), 'utf8'),
) as Translated;

interface Wanted {
  readonly detector: string;
  readonly name: string;
  /** The owner's reason, in English. */
  readonly why: string;
}

/** A setting nobody has translated yet still has its own name and reason. */
export function settingWords(language: ConsoleLanguage, { detector, name, why }: Wanted): SettingWords {
  return translated[language]?.[`${detector}.${name}`] ?? { label: spaced(name), why };
}

/** `maxPerHour` reads `Max per hour`. */
function spaced(name: string): string {
  const words = name
    .replace(/[-_]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
