import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import type { Principal } from '../../kernel/principal.js';
import { workOf } from '../../platform/auth/index.js';
import { ClaimNotFound, IdentityNotFound, InvalidInput } from '../people.errors.js';
import { AddClaim, ListClaims, RemoveClaim } from './claims.js';
import { AddIdentity, ListIdentities, RemoveIdentity } from './identities.js';
import { ReferenceLibrary } from './reference-library.js';

const community = await aCommunity();
const { founder, database } = community;
const stranger = { ...founder, organisationId: await database.anOrganisation() };
const library = community.get(ReferenceLibrary);

function inWalk<T>(
  principal: Principal,
  read: (tx: Parameters<typeof library.claims>[0]) => Promise<T>,
): Promise<T> {
  return database.unitOfWork.run(workOf(principal, 'process_messages'), read);
}

const clinic = {
  kind: 'organisation',
  names: ['Example Clinic', 'عيادة'],
  contacts: ['clinic.example'],
} as const;
const rumour = {
  verdict: 'false',
  source: null,
  wordings: [{ language: 'swa', text: 'Limau huponya' }],
} as const;

describe('The walk’s library', () => {
  it('is the same array until something changes, then another one', async () => {
    const first = await inWalk(founder, (tx) => library.identities(tx));
    expect(await inWalk(founder, (tx) => library.identities(tx))).toBe(first);
    const { id } = await community.get(AddIdentity).execute(founder, clinic);
    const second = await inWalk(founder, (tx) => library.identities(tx));
    expect(second).not.toBe(first);
    expect(second).toContainEqual({ id, ...clinic });
    await database.ownerQuery(`UPDATE official_identity SET contacts = '{}' WHERE id = $1`, [id]);
    const third = await inWalk(founder, (tx) => library.identities(tx));
    expect(third).toContainEqual({ id, ...clinic, contacts: [] });
    await community.get(RemoveIdentity).execute(founder, id);
    expect(await inWalk(founder, (tx) => library.identities(tx))).toEqual(first);
  });

  it('is each organisation’s own', async () => {
    await community.get(AddClaim).execute(founder, rumour);
    expect(await inWalk(founder, (tx) => library.claims(tx))).toMatchObject([rumour]);
    expect(await inWalk(stranger, (tx) => library.claims(tx))).toEqual([]);
    expect(await community.get(ListIdentities).execute(stranger)).toEqual([]);
  });
});

describe('An entry', () => {
  it('that says nothing, or too much, is refused at its field', async () => {
    const nameless = community.get(AddIdentity);
    await expect(nameless.execute(founder, { ...clinic, names: [' '] })).rejects.toBeInstanceOf(InvalidInput);
    const wordings = [
      ...rumour.wordings,
      { language: 'sw', text: 'x' },
      { language: 'swa', text: 'x'.repeat(1001) },
    ];
    const added = community.get(AddClaim).execute(founder, { ...rumour, wordings });
    await expect(added).rejects.toMatchObject({ faults: [{ path: '/wordings/1' }, { path: '/wordings/2' }] });
  });

  it('is removed by its own organisation, once', async () => {
    const claim = await community.get(AddClaim).execute(founder, rumour);
    const remove = community.get(RemoveClaim);
    await expect(remove.execute(stranger, claim.id)).rejects.toBeInstanceOf(ClaimNotFound);
    await remove.execute(founder, claim.id);
    await expect(remove.execute(founder, claim.id)).rejects.toBeInstanceOf(ClaimNotFound);
    expect((await community.get(ListClaims).execute(founder)).map(({ id }) => id)).not.toContain(claim.id);
    const unknown = community.get(RemoveIdentity).execute(founder, claim.id);
    await expect(unknown).rejects.toBeInstanceOf(IdentityNotFound);
  });
});
