import type { Fault } from '../../kernel/app-error.js';
import type { NewClaim, NewIdentity } from './reference.js';

/** A register entry longer than this is a text, not a name. */
const MAX_LENGTH = 200;

/** Wordings are compared with every message: more than this is a list of claims, not one. */
const MAX_WORDINGS = 50;

const MAX_WORDING_LENGTH = 1000;

export function faultsOfIdentity({ names, contacts }: NewIdentity): readonly Fault[] {
  return faultsAmong([
    [
      '/names',
      names.length >= 1 && names.length <= 50 && names.every(isShort),
      '1 to 50 names of up to 200 characters',
    ],
    [
      '/contacts',
      contacts.length <= 50 && contacts.every(isShort),
      'at most 50 contacts of up to 200 characters',
    ],
  ]);
}

export function faultsOfClaim({ wordings, source }: NewClaim): readonly Fault[] {
  return faultsAmong([
    ['/wordings', wordings.length >= 1 && wordings.length <= MAX_WORDINGS, `1 to ${MAX_WORDINGS} wordings`],
    ...wordings.map(
      ({ language, text }, index) =>
        [
          `/wordings/${index}`,
          /^[a-z]{3}$/.test(language) && text.trim() !== '' && text.length <= MAX_WORDING_LENGTH,
          `an ISO 639-3 language and a text of up to ${MAX_WORDING_LENGTH} characters`,
        ] as const,
    ),
    ['/source', source === null || source.length <= MAX_WORDING_LENGTH, 'an address or a title, or null'],
  ]);
}

function faultsAmong(
  rules: readonly (readonly [path: string, holds: boolean, expected: string])[],
): readonly Fault[] {
  return rules.flatMap(([path, holds, expected]) =>
    holds ? [] : [{ path, message: `must be ${expected}` }],
  );
}

function isShort(text: string): boolean {
  return text.trim() !== '' && text.length <= MAX_LENGTH;
}
