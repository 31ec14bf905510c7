import { describe, expect, it } from '@jest/globals';
import { aPlaceForCommunities, FOUNDER, openOrganisation } from '../../../test/harness/community.js';
import type { EmptyPlace } from '../../../test/harness/community.js';
import { InvalidInput } from '../people.errors.js';
import { FirstRun } from './first-run.js';
import { OpenOrganisation } from './open-organisation.js';

const places = await Promise.all(Array.from({ length: 5 }, aPlaceForCommunities));

/** Each test opens an installation of its own. */
function aFreshPlace(): EmptyPlace {
  const place = places.pop();
  if (!place) throw new Error('Prepare one more place at the top');
  return place;
}

const INPUT = {
  ...FOUNDER,
  organisation: 'Example Relief',
  programme: 'Teachers',
  timezone: 'Africa/Nairobi',
  language: 'en',
};

async function tokenOf(place: EmptyPlace): Promise<string> {
  const link = await place.get(FirstRun).setupLink();
  expect(link).toMatch(/^\/setup\?token=[\w-]{43}$/);
  return link?.split('=')[1] ?? '';
}

describe('The first run', () => {
  it('gives a link while no organisation exists and none afterwards', async () => {
    const place = aFreshPlace();
    expect(await place.get(FirstRun).isDue()).toBe(true);
    await openOrganisation(place);
    expect(await place.get(FirstRun).isDue()).toBe(false);
    expect(await place.get(FirstRun).setupLink()).toBeNull();
  });

  it('opens one organisation when two browsers use the link at once, also with two links', async () => {
    const place = aFreshPlace();
    const [first, second] = [await tokenOf(place), await tokenOf(place)];
    const opened = await Promise.all(
      [first, first, second].map((token, index) =>
        place.get(OpenOrganisation).execute({ ...INPUT, email: `person${index}@example.org`, token }),
      ),
    );
    expect(opened.map(({ kind }) => kind).sort()).toEqual(['opened', 'refused', 'refused']);
    const counts = await place.database.ownerQuery<{ n: number }>(
      `SELECT count(*)::int AS n FROM organisation UNION ALL SELECT count(*)::int FROM staff
         UNION ALL SELECT count(*)::int FROM programme UNION ALL SELECT count(*)::int FROM staff_session`,
    );
    expect(counts.map(({ n }) => n)).toEqual([1, 1, 1, 1]);
  });

  it('refuses a link after fifteen minutes and one nobody gave', async () => {
    const place = aFreshPlace();
    const token = await tokenOf(place);
    place.database.clock.advance({ minutes: 15 });
    const open = place.get(OpenOrganisation);
    expect(await open.execute({ ...INPUT, token })).toMatchObject({ reason: 'link-not-valid' });
    expect(await open.execute({ ...INPUT, token: 'made-up' })).toMatchObject({ reason: 'link-not-valid' });
  });

  it('keeps the link after a slip of the hand, and stores it only as a hash', async () => {
    const place = aFreshPlace();
    const token = await tokenOf(place);
    const open = place.get(OpenOrganisation);
    expect(await open.execute({ ...INPUT, token, password: 'short' })).toMatchObject({
      reason: 'weak-password',
    });
    const wrong = open.execute({ ...INPUT, token, timezone: 'Mars/Olympus', email: 'nobody' });
    await expect(wrong).rejects.toMatchObject({ faults: [{ path: '/timezone' }, { path: '/email' }] });
    await expect(wrong).rejects.toBeInstanceOf(InvalidInput);
    expect(await open.execute({ ...INPUT, token })).toMatchObject({ kind: 'opened' });
    const [link] = await place.database.ownerQuery<{ token_hash: Buffer }>(
      'SELECT token_hash FROM setup_link',
    );
    expect(link?.token_hash.toString('utf8')).not.toContain(token);
  });

  it('starts the organisation with the register of official identities', async () => {
    const place = aFreshPlace();
    const { organisationId } = await openOrganisation(place);
    const rows = await place.database.ownerQuery(
      'SELECT kind, names, contacts FROM official_identity WHERE organisation_id = $1',
      [organisationId],
    );
    expect(rows).toEqual([
      {
        kind: 'organisation',
        names: ['Example Relief', 'إغاثة'],
        contacts: ['example.org', '+254700000099'],
      },
    ]);
  });
});
