import { asId, isUuid } from '../../kernel/ids.js';
import type { Id } from '../../kernel/ids.js';
import type { Role } from '../../kernel/principal.js';
import { AddUser } from '../../people/index.js';
import { readPassword } from './read-password.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';
import { sayReason, WHICH_ORGANISATION } from '../installation/say-reason.js';
import { withService } from '../installation/with-service.js';

export interface PersonToAdd {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: string;
  readonly programme?: string;
  readonly group?: string;
  readonly organisation?: string;
}

const WHY: Readonly<Record<string, string>> = {
  ...WHICH_ORGANISATION,
  'email-taken': 'Somebody already signs in with this address. Use another.',
  'unknown-place': 'There is no such programme or group in this organisation. Look up its id in the console.',
  'two-places': 'A role holds in a programme or in a group, not in both. Leave one of them out.',
  'weak-password':
    'This password is too easy to guess. Use at least twelve characters that are not their name.',
};

/** `mlinzi user add`: works beside a running service, and alone where none runs. */
export async function addStaff(person: PersonToAdd, { out, err }: Streams): Promise<ExitCode> {
  const odd = oddId(person);
  if (odd) {
    await write(err, `--${odd} must be an id as the console shows it, like 3f2b8c1e-....\n`);
    return 2;
  }
  const password = await readPassword(err);
  const added = await withService((app) =>
    app.get(AddUser, { strict: false }).execute({
      email: person.email,
      name: person.name,
      password,
      role: person.role,
      language: person.language,
      programmeId: idOrNull(person.programme),
      groupId: idOrNull(person.group),
      ...(person.organisation !== undefined && { organisationId: asId<'organisation'>(person.organisation) }),
    }),
  );
  if (added.kind === 'refused') {
    await write(err, `${sayReason(WHY, added)}\n`);
    return 2;
  }
  await write(out, `${added.staffId}\n`);
  return 0;
}

function oddId({ programme, group, organisation }: PersonToAdd): string | undefined {
  const given = Object.entries({ programme, group, organisation });
  return given.find(([, id]) => id !== undefined && !isUuid(id))?.[0];
}

function idOrNull<Kind extends string>(id: string | undefined): Id<Kind> | null {
  return id === undefined ? null : asId<Kind>(id);
}
