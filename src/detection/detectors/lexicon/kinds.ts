import type { Harm } from '../../../kernel/harm.js';

/** What an entry of a list says, and the harm it is evidence of. */
export const HARM_OF_KIND = {
  slur: 'hate',
  dehumanising: 'hate',
  exclusion: 'hate',
  contempt: 'hate',
  insult: 'abuse',
  wish: 'abuse',
  threat: 'threat',
  incitement: 'threat',
  solicitation: 'exploitation',
  recruitment: 'exploitation',
  'self-harm': 'disclosure',
  'violence-at-home': 'disclosure',
  danger: 'disclosure',
} as const satisfies Readonly<Record<string, Harm>>;

export type Kind = keyof typeof HARM_OF_KIND;

export const TARGETS = [
  'refugees_migrants',
  'ethnic',
  'religion',
  'women',
  'disability',
  'lgbtq',
  'caste',
  'nationality',
] as const;

export type Target = (typeof TARGETS)[number];

/** 1: rude in most mouths; 2: an insult; 3: an attack; 4: violence, or a word that is hardly ever innocent. */
export type Severity = 1 | 2 | 3 | 4;

export function isKind(name: string): name is Kind {
  return Object.hasOwn(HARM_OF_KIND, name);
}

export function isTarget(name: string): name is Target {
  return (TARGETS as readonly string[]).includes(name);
}

export function isSeverity(value: number): value is Severity {
  return Number.isInteger(value) && value >= 1 && value <= 4;
}
