import type { Refused } from '../../kernel/refused.js';
import { isRefused } from '../../kernel/refused.js';

/** The rooms refuse the demo what they refuse everybody; then its story is wrong, and filling it stops. */
export function carriedOut<Done extends object>(answer: Done | Refused<string>): Done {
  if (isRefused(answer)) throw new Error(`An act of the demo was refused: ${answer.reason}`);
  return answer;
}
