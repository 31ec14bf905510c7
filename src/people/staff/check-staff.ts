import type { Fault } from '../../kernel/app-error.js';
import { checkName } from '../groups/check-group.js';

interface Person {
  readonly name: string;
  readonly email: string;
  readonly language: string;
}

/** Enough to catch a slip of the hand; whether a mailbox exists only a message to it can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function faultsOfPerson({ name, email, language }: Person): readonly Fault[] {
  const isEmail = EMAIL.test(email.trim()) && email.length <= 254;
  return [
    { path: '/name', message: checkName(name) },
    { path: '/email', message: isEmail ? null : 'must be an e-mail address' },
    {
      path: '/language',
      message: /^[a-z]{2}$/.test(language) ? null : 'must be an ISO 639-1 code such as "en"',
    },
  ].flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
}
