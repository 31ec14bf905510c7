/** The one taxonomy of harm. The same strings stand in code, JSON and database. */
export const HARMS = [
  'hate',
  'abuse',
  'threat',
  'scam',
  'impersonation',
  'misinformation',
  'personal_data',
  'exploitation',
  'account_compromise',
  'disclosure',
  'conduct',
] as const;

export type Harm = (typeof HARMS)[number];

export function isHarm(value: string): value is Harm {
  return (HARMS as readonly string[]).includes(value);
}
