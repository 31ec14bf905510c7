import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Test } from 'supertest';
import { aCommunity } from '../../../test/harness/community.js';
import { isRefused } from '../../kernel/refused.js';
import type { NewToken, TokenMade } from './api-token.js';
import { ManageTokens } from './manage-tokens.js';

const community = await aCommunity();
const { address, database, founder } = community;
const groupId = await community.aGroup('East 1');
const otherId = await community.aGroup('East 2');
const tokens = community.get(ManageTokens);

const TOKEN = {
  name: 'Export',
  permissions: ['groups.read'],
  days: 30,
  programmeId: null,
  groupId: null,
} as const;

async function made(input: Partial<NewToken> = {}): Promise<TokenMade> {
  const token = await tokens.make(founder, { ...TOKEN, ...input });
  if (isRefused(token)) throw new Error(token.reason);
  return token;
}

const get = (path: string, token: string): Test =>
  request(address).get(path).set('Authorization', `Bearer ${token}`);

describe('A token of a program', () => {
  it('opens what it names and nothing else, where it holds and nowhere else', async () => {
    const { token } = await made({ groupId });
    const groups = await get('/api/v1/groups', token).expect(200);
    expect(groups.body).toMatchObject([{ id: groupId }]);
    await get(`/api/v1/groups/${otherId}`, token).expect(404);
    await get('/api/v1/flags', token).expect(403);
    await get('/api/v1/session', token).expect(403);
    await get('/api/v1/tokens', token).expect(403);
  });

  it('needs no CSRF token, and is a program in the log', async () => {
    const { id, token } = await made({ permissions: ['claims.manage', 'claims.read'] });
    const claim = { verdict: 'false', wordings: [{ language: 'swa', text: 'Maji ya limau huponya' }] };
    await request(address)
      .post('/api/v1/claims')
      .set('Authorization', `Bearer ${token}`)
      .send(claim)
      .expect(201);
    const entries = await database.ownerQuery<{ actor_kind: string; actor_id: string }>(
      `SELECT actor_kind, actor_id FROM audit_entry WHERE act = 'claim.added'`,
    );
    expect(entries).toEqual([{ actor_kind: 'integration', actor_id: id }]);
  });

  it('is shown once and kept as a hash', async () => {
    const { token, id } = await made();
    const rows = await database.ownerQuery<{ row: string }>('SELECT api_token::text AS row FROM api_token');
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
    const listed = await tokens.list(founder);
    expect(JSON.stringify(listed)).not.toContain(token);
    expect(listed.find((one) => one.id === id)).toMatchObject({ lastUsedAt: null });
    await get('/api/v1/groups', token).expect(200);
    expect((await tokens.list(founder)).find((one) => one.id === id)?.lastUsedAt).toEqual(
      database.clock.now(),
    );
  });

  it('ends when it is taken back, and when its days are over', async () => {
    const [taken, old] = [await made(), await made({ days: 1 })];
    await tokens.revoke(founder, taken.id);
    await get('/api/v1/groups', taken.token).expect(401);
    await get('/api/v1/groups', old.token).expect(200);
    database.clock.advance({ days: 1, seconds: 1 });
    await get('/api/v1/groups', old.token).expect(401);
    await get('/api/v1/groups', 'mlz_guessed').expect(401);
    await expect(tokens.revoke(founder, taken.id)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('is never of use beside a session, nor for it', async () => {
    const { token } = await made();
    const answer = await get('/api/v1/session', token).set('Cookie', `mlinzi_session=${'a'.repeat(43)}`);
    expect(answer.status).toBe(403);
  });

  it('does no more than whoever made it may do there', async () => {
    const admin = { ...community.someone([{ role: 'admin' }]), staffId: founder.staffId };
    expect(await tokens.make(admin, { ...TOKEN, permissions: ['flags.read'] })).toMatchObject({
      reason: 'beyond-reach',
    });
    const local = { ...community.someone([{ role: 'admin', groupId }]), staffId: founder.staffId };
    expect(await tokens.make(local, TOKEN)).toMatchObject({ reason: 'beyond-reach' });
    expect(await tokens.make(local, { ...TOKEN, groupId })).toMatchObject({ kind: 'made' });
    expect((await tokens.list(local)).every((one) => one.groupId === groupId)).toBe(true);
  });

  it.each([
    [{ name: ' ' }, '/name'],
    [{ permissions: [] }, '/permissions'],
    [{ days: 366 }, '/days'],
    [{ days: 0.5 }, '/days'],
  ])('is refused with the field: %j', async (wrong, path) => {
    await expect(tokens.make(founder, { ...TOKEN, ...wrong })).rejects.toMatchObject({ faults: [{ path }] });
  });
});
