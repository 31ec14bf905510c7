import type { INestApplicationContext } from '@nestjs/common';
import { asId, isUuid } from '../../kernel/ids.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { ChooseOrganisation } from '../../people/index.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';
import { sayReason, WHICH_ORGANISATION } from './say-reason.js';
import { withService } from './with-service.js';

/** Does a command's work in the organisation that was named, or in the only one there is. */
export async function inOrganisation(
  wanted: string | null,
  { err }: Streams,
  work: (app: INestApplicationContext, organisationId: OrganisationId) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (wanted !== null && !isUuid(wanted)) {
    await write(err, '--organisation must be an id as the console shows it, like 3f2b8c1e-....\n');
    return 2;
  }
  return withService(async (app) => {
    const chosen = await app
      .get(ChooseOrganisation, { strict: false })
      .execute(wanted === null ? null : asId<'organisation'>(wanted));
    if (chosen.kind === 'chosen') return work(app, chosen.organisationId);
    await write(err, `${sayReason(WHICH_ORGANISATION, chosen)}\n`);
    return 2;
  });
}
