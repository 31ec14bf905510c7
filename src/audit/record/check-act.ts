import type { Act } from '../../kernel/audit-trail.js';
import { ActRefused } from '../audit.errors.js';

/** Longer than any id, code or version of ours; shorter than most messages. */
const LONGEST_TEXT = 200;

const MOST_DETAILS = 20;

/** `room.happened`. */
const ACT = /^[a-z_]+(\.[a-z_]+)+$/;

/** Throws where the act could carry what somebody wrote, or would not read back as it was hashed. */
export function checkAct({ act, object, details = {} }: Act): void {
  if (!ACT.test(act)) throw new ActRefused(`The act ${JSON.stringify(act)} is not named room.happened`);
  checkText(act, 'object kind', object.kind);
  checkText(act, 'object id', object.id);
  const entries = Object.entries(details);
  if (entries.length > MOST_DETAILS) throw new ActRefused(`${act} has more than ${MOST_DETAILS} details`);
  for (const [name, value] of entries) checkDetail(act, name, value);
}

function checkDetail(act: string, name: string, value: unknown): void {
  if (typeof value === 'string') checkText(act, `detail ${name}`, value);
  else if (typeof value === 'number' && !Number.isFinite(value))
    throw new ActRefused(`Detail ${name} of ${act} is not a finite number`);
  else if (value !== null && !['number', 'boolean'].includes(typeof value))
    throw new ActRefused(`Detail ${name} of ${act} is no plain value: ids, counts, versions only`);
}

function checkText(act: string, what: string, text: string): void {
  if (text.length > LONGEST_TEXT || text.includes('\0'))
    throw new ActRefused(`The ${what} of ${act} is longer than ${LONGEST_TEXT} characters or not text`);
}
