import { ExportLog } from '../../audit/index.js';
import { asId, isUuid } from '../../kernel/ids.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { ChooseOrganisation } from '../../people/index.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';
import { sayReason, WHICH_ORGANISATION } from '../installation/say-reason.js';
import { withService } from '../installation/with-service.js';

/** `mlinzi audit export`: whoever can run it can read the database too, so it asks for no login. */
export async function exportLog(wanted: string | null, { out, err }: Streams): Promise<ExitCode> {
  if (wanted !== null && !isUuid(wanted)) {
    await write(err, '--organisation must be an id as the console shows it, like 3f2b8c1e-....\n');
    return 2;
  }
  return withService(async (app) => {
    const chosen = await app
      .get(ChooseOrganisation, { strict: false })
      .execute(wanted === null ? null : asId<'organisation'>(wanted));
    if (chosen.kind === 'refused') {
      await write(err, `${sayReason(WHICH_ORGANISATION, chosen)}\n`);
      return 2;
    }
    for await (const line of app.get(ExportLog, { strict: false }).execute(reading(chosen.organisationId)))
      await write(out, `${line}\n`);
    return 0;
  });
}

function reading(organisationId: OrganisationId) {
  const actor = { kind: 'service', id: 'command-line' } as const;
  return { organisationId, actor, purpose: 'read_audit' };
}
