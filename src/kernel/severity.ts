import type { Level } from './level.js';

/** How bad an incident is: 1 life at risk, 2 serious harm under way, 3 harm likely, 4 note. */
export const SEVERITIES = [1, 2, 3, 4] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Where an incident starts when only the scanner has spoken; a person may raise it. */
export function severityOf(level: Level): Severity {
  if (level === 'critical') return 2;
  return level === 'high' ? 3 : 4;
}

export function worstSeverity(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((worst, one) => (one < worst ? one : worst), 4);
}
