import { Injectable } from '@nestjs/common';
import type { FlagId, IncidentId, MemberId } from '../../kernel/ids.js';
import { newId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';

export interface SealedBundle {
  readonly pieces: number;
  /** SHA-256 over the hashes of all pieces in order, in hex; what the log remembers. */
  readonly sha256: string;
}

export interface StoredEvidence {
  readonly id: string;
  readonly kind: 'flag' | 'note';
  readonly flagId: FlagId | null;
  readonly memberId: MemberId | null;
  readonly step: string | null;
  readonly textCiphertext: Uint8Array | null;
  readonly sha256: Uint8Array;
  readonly sealedAt: Date;
  readonly sealedBy: string;
  /** What lies there still gives the hash. */
  readonly intact: boolean;
}

/** Sealed copies and their hashes. Hashes are over what lies here, ciphertext included: they tell nothing of the words. */
@Injectable()
export class EvidenceRepository {
  /** Copies what the flags of an incident keep, once each; copies stay under the key of the member who wrote it. */
  async sealFlags(tx: Transaction, id: IncidentId): Promise<SealedBundle> {
    await tx.query(SEAL_FLAGS, [id]);
    return this.bundle(tx, id);
  }

  async sealNote(
    tx: Transaction,
    id: IncidentId,
    { step, text }: { readonly step: string; readonly text: Uint8Array },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO incident_evidence (organisation_id, id, incident_id, kind, step, text_ciphertext, sha256, sealed_by)
         VALUES (app_organisation(), $1, $2, 'note', $3, $4,
           sha256(${contentOf('NULL::uuid', '$3::text', '$4::bytea')}), app_actor())`,
      [newId<'evidence'>(), id, step, text],
    );
  }

  async of(tx: Transaction, id: IncidentId): Promise<readonly StoredEvidence[]> {
    return tx.query<StoredEvidence>(
      `SELECT id, kind, flag_id AS "flagId", member_id AS "memberId", step, text_ciphertext AS "textCiphertext", sha256,
           sealed_at AS "sealedAt", sealed_by AS "sealedBy",
           sha256 = sha256(${contentOf('flag_id', 'step', 'text_ciphertext')}) AS intact
         FROM incident_evidence WHERE incident_id = $1 ORDER BY sealed_at, id`,
      [id],
    );
  }

  private async bundle(tx: Transaction, id: IncidentId): Promise<SealedBundle> {
    const [bundle] = await tx.query<SealedBundle>(
      `SELECT count(*)::integer AS pieces,
           encode(sha256(coalesce(string_agg(sha256, ''::bytea ORDER BY id), ''::bytea)), 'hex') AS sha256
         FROM incident_evidence WHERE incident_id = $1`,
      [id],
    );
    return bundle ?? { pieces: 0, sha256: '' };
  }
}

/** What a piece is, as bytes: its flag or step, and its sealed words. */
function contentOf(flag: string, step: string, text: string): string {
  return `convert_to(coalesce(${flag}::text, '') || '|' || coalesce(${step}, '') || '|', 'UTF8') || coalesce(${text}, ''::bytea)`;
}

const SEAL_FLAGS = `
  INSERT INTO incident_evidence (organisation_id, id, incident_id, kind, flag_id, member_id, text_ciphertext, sha256,
      sealed_by)
    SELECT app_organisation(), gen_random_uuid(), f.incident_id, 'flag', f.flag_id, f.member_id, kept.text_ciphertext,
        sha256(${contentOf('f.flag_id', 'NULL::text', 'kept.text_ciphertext')}), app_actor()
      FROM incident_flag f JOIN flag kept ON kept.id = f.flag_id
      WHERE f.incident_id = $1 AND kept.organisation_id = app_organisation()
    ON CONFLICT ON CONSTRAINT incident_evidence_once DO NOTHING`;
