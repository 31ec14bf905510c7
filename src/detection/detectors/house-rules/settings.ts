import type { SettingsOf, SettingsSchema } from '../../../kernel/settings.js';

/** Everything is permitted until a group says otherwise. */
export const SETTINGS = {
  linksAllowed: { kind: 'boolean', default: true, why: 'Whether members may post links at all.' },
  allowedDomains: {
    kind: 'list',
    default: [],
    maxItems: 100,
    why: 'When not empty, links may lead only to these domains and those below them, whatever linksAllowed says.',
  },
  advertisingAllowed: {
    kind: 'boolean',
    default: true,
    why: 'Whether members may offer things for sale: a sale word with a price or a contact.',
  },
  quietFrom: {
    kind: 'text',
    default: '',
    maxLength: 5,
    why: 'Start of the quiet hours in the time of the group, like 22:00. Empty: no quiet hours.',
  },
  quietTo: {
    kind: 'text',
    default: '',
    maxLength: 5,
    why: 'End of the quiet hours, like 06:00; an end before the start is the next morning.',
  },
  allowedLanguages: {
    kind: 'list',
    default: [],
    maxItems: 20,
    why: 'ISO 639-3 codes, like swh. When not empty, messages surely in another language are reported.',
  },
  forbiddenWords: {
    kind: 'list',
    default: [],
    maxItems: 200,
    why: 'Words, phrases or topics; a word ending in * stands for every ending.',
  },
  maxLength: {
    kind: 'number',
    default: 0,
    min: 0,
    max: 100_000,
    why: 'Longest message in characters; 0 for no limit.',
  },
} as const satisfies SettingsSchema;

export type HouseRules = SettingsOf<typeof SETTINGS>;
