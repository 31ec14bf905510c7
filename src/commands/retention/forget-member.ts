import type { Ground } from '../../kernel/erasure-ground.js';
import { asId, isUuid } from '../../kernel/ids.js';
import { ForgetMember, MemberNotFound } from '../../retention/index.js';
import { inOrganisation } from '../installation/in-organisation.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';

const COMMAND_LINE = { kind: 'service', id: 'command-line' } as const;

/** `mlinzi forget`: the receipt as JSON on standard output, its hash, which the log has too, on standard error. */
export async function forgetMember(
  whom: { readonly member: string; readonly ground: Ground; readonly organisation?: string },
  { out, err }: Streams,
): Promise<ExitCode> {
  if (!isUuid(whom.member)) {
    await write(err, '--member must be an id as the retention page shows it, like 3f2b8c1e-....\n');
    return 2;
  }
  return inOrganisation(whom.organisation ?? null, { out, err }, async (app, organisationId) => {
    const request = { organisationId, memberId: asId<'member'>(whom.member), ground: whom.ground };
    try {
      const { receipt, receiptHash } = await app
        .get(ForgetMember, { strict: false })
        .execute(request, COMMAND_LINE);
      await write(out, `${JSON.stringify(receipt, null, 2)}\n`);
      await write(err, `Forgotten. The log has the receipt's SHA-256: ${receiptHash ?? ''}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof MemberNotFound)) throw error;
      await write(err, 'There is no such member in this organisation.\n');
      return 2;
    }
  });
}
