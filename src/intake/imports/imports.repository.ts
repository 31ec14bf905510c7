import { Injectable } from '@nestjs/common';
import type { DateOrder, ExportHeader } from '../../channels/index.js';
import type { GroupId, ImportId, StaffId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import { ORGANISATION_SUBJECT, Vault } from '../../kernel/vault.js';
import type { Keyring } from '../../kernel/vault.js';
import type { Import, ImportCounts, ImportProgress, QuarantinedLine } from './import.js';

export interface NewImport {
  readonly id: ImportId;
  readonly groupId: GroupId;
  readonly fileName: string;
  readonly bytes: number;
  readonly header: ExportHeader;
  readonly by: StaffId;
}

interface ImportRow {
  readonly id: ImportId;
  readonly group_id: GroupId;
  readonly file_name_ciphertext: Uint8Array;
  readonly bytes: string;
  readonly format: string;
  readonly variant: string;
  readonly date_order: DateOrder | null;
  readonly date_order_sure: number;
  readonly messages: number;
  readonly system: number;
  readonly media: number;
  readonly members: number;
  readonly quarantined: number;
  readonly first_at: Date | null;
  readonly last_at: Date | null;
  readonly walked: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly flagged: number;
  readonly accepted_by: StaffId;
  readonly accepted_at: Date;
  readonly finished_at: Date | null;
  readonly dead: number;
}

const FILE_NAME_BINDING = 'import.file_name_ciphertext';

const SELECT = `SELECT i.*, coalesce((SELECT sum(d.messages) FROM delivery d
    WHERE d.import_id = i.id AND d.organisation_id = i.organisation_id AND d.state = 'dead'), 0)::integer AS dead
  FROM import i WHERE i.organisation_id = $1`;

@Injectable()
export class ImportsRepository {
  constructor(private readonly vault: Vault) {}

  /** First, because deliveries point at it; what was found is filled in by `complete`. */
  async begin(tx: Transaction, file: NewImport): Promise<void> {
    const { id, groupId, fileName, bytes, header, by } = file;
    const sealed = (await this.keys(tx)).seal(ORGANISATION_SUBJECT, fileName, FILE_NAME_BINDING);
    await tx.query(
      `INSERT INTO import (id, organisation_id, group_id, file_name_ciphertext, bytes, format, variant, date_order,
         date_order_sure, messages, system, media, members, quarantined, accepted_by, accepted_at)
       VALUES ($1, app_organisation(), $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, 0, $9, app_now())`,
      [id, groupId, sealed, bytes, header.format, header.variant, header.dateOrder, header.dateOrderSure, by],
    );
  }

  async complete(
    tx: Transaction,
    id: ImportId,
    found: { readonly counts: ImportCounts; readonly broken: readonly QuarantinedLine[] },
  ): Promise<void> {
    const { messages, system, media, members, quarantined, firstAt, lastAt } = found.counts;
    await tx.query(
      `UPDATE import SET messages = $2, system = $3, media = $4, members = $5, quarantined = $6, first_at = $7,
         last_at = $8, finished_at = CASE WHEN $2 = 0 THEN app_now() END WHERE id = $1`,
      [id, messages, system, media, members, quarantined, firstAt, lastAt],
    );
    if (found.broken.length === 0) return;
    await tx.query(
      `INSERT INTO import_quarantine (organisation_id, import_id, line, reason)
       SELECT app_organisation(), $1, line, reason FROM unnest($2::integer[], $3::text[]) AS q (line, reason)
       ON CONFLICT DO NOTHING`,
      [id, found.broken.map(({ line }) => line), found.broken.map(({ reason }) => reason)],
    );
  }

  /** Adds what a batch made of each import's messages; the one that makes it whole is the end. */
  async advance(
    tx: Transaction,
    progress: ReadonlyMap<ImportId, Omit<ImportProgress, 'dead'>>,
  ): Promise<void> {
    if (progress.size === 0) return;
    const counts = [...progress.values()];
    await tx.query(
      `UPDATE import i SET walked = i.walked + p.walked, duplicates = i.duplicates + p.duplicates,
         refused = i.refused + p.refused, flagged = i.flagged + p.flagged,
         finished_at = CASE WHEN i.walked + p.walked >= i.messages THEN app_now() END
       FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[], $5::integer[])
         AS p (id, walked, duplicates, refused, flagged)
       WHERE i.id = p.id`,
      [
        [...progress.keys()],
        counts.map(({ walked }) => walked),
        counts.map(({ duplicates }) => duplicates),
        counts.map(({ refused }) => refused),
        counts.map(({ flagged }) => flagged),
      ],
    );
  }

  async find(tx: Transaction, id: ImportId): Promise<Import | null> {
    const rows = await tx.query<ImportRow>(`${SELECT} AND i.id = $2`, [tx.context.organisationId, id]);
    return (await this.read(tx, rows))[0] ?? null;
  }

  /** Newest first. */
  async ofGroup(tx: Transaction, groupId: GroupId, limit: number): Promise<readonly Import[]> {
    const rows = await tx.query<ImportRow>(
      `${SELECT} AND i.group_id = $2 ORDER BY i.accepted_at DESC LIMIT $3`,
      [tx.context.organisationId, groupId, limit],
    );
    return this.read(tx, rows);
  }

  quarantined(tx: Transaction, id: ImportId): Promise<QuarantinedLine[]> {
    return tx.query<QuarantinedLine>(
      `SELECT line, reason FROM import_quarantine WHERE organisation_id = app_organisation() AND import_id = $1
       ORDER BY line`,
      [id],
    );
  }

  private async read(tx: Transaction, rows: readonly ImportRow[]): Promise<readonly Import[]> {
    if (rows.length === 0) return [];
    const keys = await this.keys(tx);
    return rows.map((row) => toImport(row, keys));
  }

  private keys(tx: Transaction): Promise<Keyring> {
    const { organisationId } = tx.context;
    if (!organisationId) throw new TypeError('Imports belong to an organisation');
    return this.vault.keyring(organisationId, [ORGANISATION_SUBJECT]);
  }
}

function toImport(row: ImportRow, keys: Keyring): Import {
  const { id, format, variant, messages, system, media, members, quarantined } = row;
  const { walked, duplicates, refused, flagged, dead } = row;
  return {
    id,
    groupId: row.group_id,
    fileName: keys.unseal(ORGANISATION_SUBJECT, row.file_name_ciphertext, FILE_NAME_BINDING),
    bytes: Number(row.bytes),
    format,
    variant,
    dateOrder: row.date_order,
    dateOrderSure: row.date_order_sure,
    ...{ messages, system, media, members, quarantined, firstAt: row.first_at, lastAt: row.last_at },
    ...{ walked, duplicates, refused, flagged, dead },
    acceptedBy: row.accepted_by,
    acceptedAt: row.accepted_at,
    finishedAt: row.finished_at,
  };
}
