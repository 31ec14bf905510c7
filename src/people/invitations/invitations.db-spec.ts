import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { BrowserPerson } from '../../../test/harness/browser-person.js';
import { aCommunity, FOUNDER } from '../../../test/harness/community.js';
import { aMailbox } from '../../../test/harness/mailbox.js';
import type { ReceivedMail } from '../../../test/harness/mailbox.js';
import { newId } from '../../kernel/ids.js';
import { isRefused } from '../../kernel/refused.js';
import type { Invited } from './invitation.js';
import { InvitePerson } from './invite-person.js';
import { TendInvitations } from './tend-invitations.js';

const mailbox = await aMailbox();
const withMail = { MLINZI_SMTP_URL: mailbox.url, MLINZI_MAIL_FROM: 'mlinzi@example.org' };
const community = await aCommunity({ ...withMail, MLINZI_PUBLIC_URL: 'https://mlinzi.example.org' });
const { founder, database } = community;
const groupId = await community.aGroup('East 1');

const COORDINATOR = { role: 'coordinator', programmeId: null, groupId } as const;
const ACCEPTANCE = {
  name: 'Nia Otieno',
  password: 'mvua kubwa ya masika',
  language: 'en',
  acceptsConduct: true,
};

async function invite(email: string, inviter = founder): Promise<Invited> {
  const input = { email, language: 'ar', roles: [COORDINATOR] };
  const invited = await community.get(InvitePerson).execute(inviter, input);
  if (isRefused(invited)) throw new Error(invited.reason);
  return invited;
}

function tokenIn({ raw }: ReceivedMail): string {
  const text = raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
  const plain = /token=([\w-]{43})/.exec(text)?.[1];
  if (plain !== undefined) return plain;
  const [encoded = ''] = /(?:[A-Za-z0-9+/=]{40,}\r?\n?)+/.exec(raw) ?? [];
  return /token=([\w-]{43})/.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1] ?? '';
}

async function tokenFor(email: string): Promise<string> {
  await invite(email);
  const mail = mailbox.mails.findLast(({ to }) => to.includes(email));
  return mail ? tokenIn(mail) : '';
}

const accept = (body: object) => request(community.address).post('/api/v1/invitations/acceptance').send(body);

describe('An invitation', () => {
  it('goes by mail, and its link makes a login with the roles given, once', async () => {
    const token = await tokenFor('nia@example.org');
    const joined = await accept({ ...ACCEPTANCE, token }).expect(201);
    const nia = BrowserPerson.of(community.address, joined);
    const self = await nia.call('get', '/session').expect(200);
    expect(self.body).toMatchObject({
      name: 'Nia Otieno',
      email: 'nia@example.org',
      roles: [COORDINATOR],
      awaits: null,
    });
    const again = await accept({ ...ACCEPTANCE, token }).expect(410);
    expect(again.body).toMatchObject({ code: 'PEOPLE.INVITATION_NOT_VALID' });
    await BrowserPerson.signIn(community.address, {
      email: 'nia@example.org',
      password: ACCEPTANCE.password,
    });
  });

  it('puts on record which code of conduct was accepted, and asks for it', async () => {
    const token = await tokenFor('pili@example.org');
    await accept({ ...ACCEPTANCE, token, acceptsConduct: false }).expect(400);
    await accept({ ...ACCEPTANCE, token }).expect(201);
    const accepted = await database.ownerQuery<{ version: string }>('SELECT version FROM conduct_acceptance');
    // The founder accepted with the set-up form, Nia and Pili with their invitations.
    expect(accepted).toHaveLength(3);
    const entries = await database.ownerQuery(`SELECT 1 FROM audit_entry WHERE act = 'conduct.accepted'`);
    expect(entries).toHaveLength(3);
  });

  it('runs out after 72 hours, says so, and can be sent again', async () => {
    const { id } = await invite('late@example.org');
    const first = tokenIn(mailbox.mails.at(-1) ?? { to: [], id: '', raw: '' });
    database.clock.advance({ hours: 73 });
    const refused = await accept({ ...ACCEPTANCE, token: first }).expect(410);
    expect(refused.body).toMatchObject({ code: 'PEOPLE.INVITATION_EXPIRED' });
    const listed = await community.get(TendInvitations).list(founder);
    expect(listed).toMatchObject([{ id, email: 'late@example.org', state: 'expired' }]);
    await community.get(TendInvitations).again(founder, id);
    const second = tokenIn(mailbox.mails.at(-1) ?? { to: [], id: '', raw: '' });
    await accept({ ...ACCEPTANCE, token: first }).expect(410);
    await accept({ ...ACCEPTANCE, token: second }).expect(201);
  });

  it('that was taken back opens nothing, and keeps no address', async () => {
    const { id } = await invite('gone@example.org');
    const token = tokenIn(mailbox.mails.at(-1) ?? { to: [], id: '', raw: '' });
    await community.get(TendInvitations).revoke(founder, id);
    await accept({ ...ACCEPTANCE, token }).expect(410);
    const [row] = await database.ownerQuery<{ sealed: Buffer }>(
      'SELECT email_ciphertext AS sealed FROM invitation WHERE id = $1',
      [id],
    );
    expect(row?.sealed).toHaveLength(0);
    await expect(community.get(TendInvitations).revoke(founder, id)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });

  it('shows its link once where the mail did not leave', async () => {
    mailbox.behave({ refuse: 554 });
    const invited = await invite('bounced@example.org');
    mailbox.behave('take');
    expect(invited).toMatchObject({ mail: 'failed' });
    const token = new URL(invited.link ?? 'x:').searchParams.get('token');
    await accept({ ...ACCEPTANCE, token }).expect(201);
    const kept = await database.ownerQuery<{ row: string }>('SELECT invitation::text AS row FROM invitation');
    expect(kept.filter(({ row }) => row.includes(token ?? 'x') || row.includes('@'))).toEqual([]);
  });

  it('is not made twice, nor for somebody who has a login', async () => {
    await invite('twice@example.org');
    const input = { email: ' Twice@Example.org', language: 'en', roles: [COORDINATOR] };
    const [again, known] = [
      await community.get(InvitePerson).execute(founder, input),
      await community.get(InvitePerson).execute(founder, { ...input, email: FOUNDER.email }),
    ];
    expect([again, known]).toMatchObject([{ reason: 'already-invited' }, { reason: 'email-taken' }]);
  });

  it('gives no more than the inviter has, nowhere but in their reach', async () => {
    const { staffId } = founder;
    const manager = { ...community.someone([{ role: 'community_manager', groupId }]), staffId };
    const other = await community.aGroup('East 2');
    const ask = (role: 'admin' | 'dpo' | 'coordinator', place: { groupId: typeof groupId | null }) =>
      community.get(InvitePerson).execute(manager, {
        email: `${newId()}@example.org`,
        language: 'en',
        roles: [{ role, programmeId: null, ...place }],
      });
    expect(await ask('coordinator', { groupId })).toMatchObject({ kind: 'invited' });
    expect(await ask('admin', { groupId })).toMatchObject({ reason: 'beyond-reach' });
    expect(await ask('dpo', { groupId })).toMatchObject({ reason: 'beyond-reach' });
    expect(await ask('coordinator', { groupId: other })).toMatchObject({ reason: 'beyond-reach' });
    expect(await ask('coordinator', { groupId: null })).toMatchObject({ reason: 'beyond-reach' });
    expect(await ask('coordinator', { groupId: newId<'group'>() })).toMatchObject({
      reason: 'unknown-place',
    });
    const mine = await community.get(TendInvitations).list(manager);
    expect(mine.every(({ roles }) => roles.every((held) => held.groupId === groupId))).toBe(true);
  });
});
