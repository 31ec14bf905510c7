import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/ids.js';
import type { WorkContext } from '../../kernel/transaction.js';
import { ExportLog } from '../export/export-log.js';
import { SignCheckpoint } from '../checkpoint/sign-checkpoint.js';
import { verifyLines } from './verify-export.js';
import type { Verdict } from './verify-export.js';

/** Reads an organisation's whole log as it would be exported and checks every hash and signature, with its own key. */
@Injectable()
export class VerifyLog {
  constructor(
    private readonly log: ExportLog,
    private readonly signer: SignCheckpoint,
  ) {}

  /** `known`: a checkpoint that was kept elsewhere; without one a log rewritten with its own key looks whole. */
  execute(
    context: WorkContext & { readonly organisationId: OrganisationId },
    known?: string,
  ): Promise<Verdict> {
    const key = this.signer.verifierKey(context.organisationId);
    return verifyLines(this.log.execute(context), { key, ...(known !== undefined && { known }) });
  }
}
