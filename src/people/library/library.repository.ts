import { Injectable } from '@nestjs/common';
import type { Claim } from '../../kernel/claim.js';
import type { Identity } from '../../kernel/identity.js';
import { newId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import type { NewClaim, NewIdentity } from './reference.js';

export type LibraryTable = 'official_identity' | 'claim';

/** Every statement on the register of official identities and on the claim library. */
@Injectable()
export class LibraryRepository {
  /** Changes whenever a row is added, changed or removed: every row version has its own creating transaction. */
  async stamp(tx: Transaction, table: LibraryTable): Promise<string> {
    const [row] = await tx.query<{ stamp: string }>(
      `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(id::text || xmin::text, 0)), 0) AS stamp
         FROM ${table} WHERE organisation_id = app_organisation()`,
    );
    return row?.stamp ?? '';
  }

  identities(tx: Transaction): Promise<readonly Identity[]> {
    return tx.query<Identity>(
      `SELECT id, kind, names, contacts FROM official_identity
         WHERE organisation_id = app_organisation() ORDER BY names[1], id`,
    );
  }

  async addIdentities(tx: Transaction, identities: readonly NewIdentity[]): Promise<readonly Identity[]> {
    const added = identities.map((identity) => ({ ...identity, id: newId<'identity'>() }));
    await tx.query(
      `INSERT INTO official_identity (id, organisation_id, kind, names, contacts)
         SELECT id, app_organisation(), kind, names, contacts
           FROM jsonb_to_recordset($1) AS fresh (id uuid, kind text, names text[], contacts text[])`,
      [JSON.stringify(added)],
    );
    return added;
  }

  claims(tx: Transaction): Promise<readonly Claim[]> {
    return tx.query<Claim>(
      `SELECT id, wordings, verdict, source FROM claim
         WHERE organisation_id = app_organisation() ORDER BY created_at DESC, id`,
    );
  }

  async addClaim(tx: Transaction, claim: NewClaim): Promise<Claim> {
    const id = newId<'claim'>();
    await tx.query(
      `INSERT INTO claim (id, organisation_id, verdict, source, wordings) VALUES ($1, app_organisation(), $2, $3, $4)`,
      [id, claim.verdict, claim.source, JSON.stringify(claim.wordings)],
    );
    return { id, ...claim };
  }

  async remove(tx: Transaction, table: LibraryTable, id: string): Promise<boolean> {
    const rows = await tx.query(
      `DELETE FROM ${table} WHERE organisation_id = app_organisation() AND id = $1 RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }
}
