import { ExportLog } from '../../audit/index.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { inOrganisation } from '../installation/in-organisation.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';

/** `mlinzi audit export`: whoever can run it can read the database too, so it asks for no login. */
export function exportLog(wanted: string | null, streams: Streams): Promise<ExitCode> {
  return inOrganisation(wanted, streams, async (app, organisationId) => {
    for await (const line of app.get(ExportLog, { strict: false }).execute(reading(organisationId)))
      await write(streams.out, `${line}\n`);
    return 0;
  });
}

function reading(organisationId: OrganisationId) {
  const actor = { kind: 'service', id: 'command-line' } as const;
  return { organisationId, actor, purpose: 'read_audit' };
}
