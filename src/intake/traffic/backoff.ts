/** Deliveries that failed this often (over some two minutes) do not heal by themselves. */
export const MOST_ATTEMPTS = 8;

const FIRST_SECONDS = 1;
/** A fixed cause should not keep a group waiting for longer than this. */
const LONGEST_SECONDS = 60;

/**
 * Seconds before attempt `attempts + 1`: 1, 2, 4, ... 60, of which between half and all by chance, so that workers
 * that failed together do not return together.
 */
export function backoffSeconds(attempts: number, chance: number): number {
  const full = Math.min(FIRST_SECONDS * 2 ** Math.max(attempts - 1, 0), LONGEST_SECONDS);
  return full * (0.5 + chance / 2);
}
