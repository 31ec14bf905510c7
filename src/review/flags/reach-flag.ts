import { Injectable } from '@nestjs/common';
import type { FlagId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import type { Transaction } from '../../kernel/transaction.js';
import { may } from '../../platform/auth/index.js';
import type { PermissionName } from '../../platform/auth/index.js';
import { FlagNotFound } from '../review.errors.js';
import { FlagRepository } from './flag.repository.js';
import type { StoredFlag } from './stored-flag.js';

/** The check before anything is done with a flag: is it there, and does the principal hold the permission where it is? */
@Injectable()
export class ReachFlag {
  constructor(private readonly flags: FlagRepository) {}

  /** Throws FlagNotFound: whoever may not know a flag is told what they would be told if it did not exist. */
  async execute(
    tx: Transaction,
    principal: Principal,
    wanted: { readonly id: FlagId; readonly permission: PermissionName },
  ): Promise<StoredFlag> {
    const flag = await this.flags.one(tx, wanted.id);
    if (flag === null || !may(principal, wanted.permission, flag)) throw new FlagNotFound();
    return flag;
  }
}
