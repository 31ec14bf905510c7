import { readFileSync } from 'node:fs';
import type { Identity } from '../../../kernel/identity.js';

const register = JSON.parse(
  readFileSync(new URL('./default-register.json', import.meta.url), 'utf8'),
) as readonly Identity[];

/**
 * Agencies and services that fraudsters like to be, with their public domains and their names in several languages
 * and scripts. A new organisation's register is seeded with it; the command line uses it as it is. Always the same array.
 */
export function defaultRegister(): readonly Identity[] {
  return register;
}
