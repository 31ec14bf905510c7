import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Vault } from '../../kernel/vault.js';
import { StaffNames } from '../../people/index.js';
import type { FlagView, Person, Shown } from './flag-view.js';
import { viewOf } from './flag-view.js';
import type { StoredFlag } from './stored-flag.js';

/** Opens what was sealed and names colleagues, for one reader. Outside the transaction: keys and names take their time. */
@Injectable()
export class ShowFlags {
  constructor(
    private readonly vault: Vault,
    private readonly names: StaffNames,
  ) {}

  async execute(principal: Principal, flags: readonly StoredFlag[]): Promise<readonly FlagView[]> {
    const shown = await this.prepare(principal, flags);
    return flags.map((flag) => viewOf(flag, shown));
  }

  async one(principal: Principal, flag: StoredFlag): Promise<FlagView> {
    return viewOf(flag, await this.prepare(principal, [flag]));
  }

  /** How colleagues are shown to this reader. */
  async people(principal: Principal, ids: readonly StaffId[]): Promise<(id: StaffId) => Person> {
    const names = await this.names.execute(principal, ids);
    return (staffId) => ({ staffId, name: names.get(staffId) ?? null, you: staffId === principal.staffId });
  }

  private async prepare(principal: Principal, flags: readonly StoredFlag[]): Promise<Shown> {
    const subjects = new Set(flags.map(({ memberId }) => memberId));
    const keyring = await this.vault.keyring(principal.organisationId, subjects);
    const holders = flags.flatMap(({ claimedBy }) => claimedBy ?? []);
    return { keyring, personOf: await this.people(principal, holders) };
  }
}
