import { readFileSync } from 'node:fs';
import { readPolicy } from './policy.js';

/** The policy every organisation starts with. */
export const DEFAULT_POLICY = readPolicy(
  readFileSync(new URL('./default-policy.json', import.meta.url), 'utf8'),
);
