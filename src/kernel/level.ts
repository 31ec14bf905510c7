/** How bad, as a matter of policy. Ordered from harmless to life-threatening. */
export const LEVELS = ['none', 'low', 'medium', 'high', 'critical'] as const;

export type Level = (typeof LEVELS)[number];

/** Negative when `a` is milder than `b`, zero when equal, positive when worse. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}

export function worstLevel(levels: Iterable<Level>): Level {
  let worst: Level = 'none';
  for (const level of levels) if (compareLevels(level, worst) > 0) worst = level;
  return worst;
}
