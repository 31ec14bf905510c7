import type { Refused } from '../../kernel/refused.js';
import type { FormFaults } from '../visit/read-form.js';

/** A code that was not taken, beside its field. */
export function codeFault({ reason, details }: Refused<string>): FormFaults {
  if (reason !== 'too-many-attempts') return { code: { word: 'code.wrong' } };
  const count = Math.ceil(Number(details.retryAfterSeconds ?? 60) / 60);
  return { code: { word: 'signIn.tooMany', fillings: { count } } };
}
