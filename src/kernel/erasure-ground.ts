/** On whose word somebody is forgotten. */
export const GROUNDS = ['own_wish', 'guardian', 'organisation'] as const;

export type Ground = (typeof GROUNDS)[number];

export function isGround(value: unknown): value is Ground {
  return GROUNDS.some((ground) => ground === value);
}
