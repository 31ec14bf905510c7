import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/refused.js';
import type { Principal } from '../../kernel/principal.js';
import { AddUser } from '../../people/index.js';
import type { DemoGround } from '../../people/index.js';
import { FOUNDER } from '../cast/colleagues.js';
import type { Colleague } from '../cast/colleagues.js';
import type { OpenedGroups } from './open-groups.js';

/** Everybody by e-mail address, as if signed in. */
export type DemoStaff = (colleague: Pick<Colleague, 'email'>) => Principal;

/** Gives the invented colleagues their logins. */
@Injectable()
export class InviteColleagues {
  constructor(private readonly addUser: AddUser) {}

  async execute(
    { organisationId, founder }: DemoGround,
    {
      others,
      groups,
      passphrase,
    }: { readonly others: readonly Colleague[]; readonly groups: OpenedGroups; readonly passphrase: string },
  ): Promise<DemoStaff> {
    const staff = new Map([[FOUNDER.email, founder]]);
    for (const { group, ...person } of others) {
      const place = { programmeId: null, groupId: group && groups[group] };
      const login = { ...person, ...place, organisationId, password: passphrase };
      const added = await this.addUser.execute(login);
      if (isRefused(added)) throw new Error(`The demo's ${person.role} was refused: ${added.reason}`);
      const roles = [{ role: person.role, ...place }];
      const { staffId } = added;
      staff.set(person.email, { organisationId, staffId, roles, language: person.language, demo: true });
    }
    return ({ email }) => staff.get(email) ?? founder;
  }
}
