import type { Role } from '../../src/kernel/principal.js';
import { AddUser } from '../../src/people/index.js';
import type { ConsoleApp } from './console-app.js';
import type { WalkThrough } from './walk-through.js';

const AMAL = {
  email: 'amal@example.org',
  password: 'bahari ya asubuhi tulivu',
  name: 'Amal Haddad',
} as const;

/** Zawadi has opened the organisation and brought the chat of a group; Amal has come in and agreed to the conduct. */
export async function startTogether(
  service: ConsoleApp,
  { zawadi, amal, role }: { readonly zawadi: WalkThrough; readonly amal: WalkThrough; readonly role: Role },
): Promise<void> {
  await zawadi.setUp(await service.setupLink());
  await zawadi.openGroup('Riverside_Savings_Group2');
  await zawadi.recordBasis();
  await zawadi.importChat(service.clock.now());
  const added = await service
    .get(AddUser)
    .execute({ ...AMAL, language: 'ar', role, programmeId: null, groupId: null });
  if (added.kind === 'refused') throw new Error(added.reason);
  await amal.open('/flags');
  await amal.signIn(AMAL);
  await amal.submit('conduct.submit');
}
