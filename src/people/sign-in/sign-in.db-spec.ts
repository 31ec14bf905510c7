import { describe, expect, it } from '@jest/globals';
import { aCommunity, FOUNDER } from '../../../test/harness/community.js';
import { hashToken, SessionLookup } from '../../platform/auth/index.js';
import { RevokeSessions } from './revoke-sessions.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

const community = await aCommunity();
const { database, founder } = community;
const signIn = community.get(SignIn);
const sessions = community.get(SessionLookup);
let addresses = 0;

/** Every attempt from its own network address, so that tests do not slow each other down. */
function attempt(change: Partial<{ email: string; password: string; address: string }> = {}) {
  addresses += 1;
  return signIn.execute({ ...FOUNDER, address: `192.0.2.${addresses}`, ...change });
}

async function signedIn() {
  const answer = await attempt();
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer.session;
}

describe('Signing in', () => {
  it('opens a session whose token finds the person and their roles', async () => {
    const { token } = await signedIn();
    const found = await sessions.find(hashToken(token));
    expect(found?.principal).toEqual(founder);
  });

  it('finds the person whatever the case of the address and the space around it', async () => {
    expect(await attempt({ email: '  ZAWADI@Example.org ' })).toMatchObject({ kind: 'signed_in' });
  });

  it('answers a wrong password and an unknown person alike', async () => {
    const wrong = await attempt({ password: 'not the password' });
    const unknown = await attempt({ email: 'nobody@example.org' });
    expect(wrong).toEqual({ kind: 'refused', reason: 'wrong-credentials', details: {} });
    expect(unknown).toEqual(wrong);
  });

  it('enters successes and failures in the log, unknown people included', async () => {
    const before = await entries();
    await attempt();
    await attempt({ password: 'not the password' });
    await attempt({ email: 'somebody@example.org' });
    expect((await entries()).slice(before.length)).toEqual([
      { outcome: 'done', object_id: founder.staffId },
      { outcome: 'refused', object_id: founder.staffId },
      { outcome: 'refused', object_id: 'unknown' },
    ]);
  });

  it('keeps neither token, e-mail, name nor password readable', async () => {
    const { token } = await signedIn();
    const rows = await database.ownerQuery('SELECT * FROM staff, staff_session');
    const readable = JSON.stringify(rows, (_key, value: unknown) =>
      isBuffer(value) ? Buffer.from(value.data).toString('latin1') : value,
    );
    for (const secret of [token, FOUNDER.email, FOUNDER.name, FOUNDER.password])
      expect(readable).not.toContain(secret);
    expect(readable).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });
});

describe('Guessing', () => {
  it('is slowed down per person with growing waits, known or not', async () => {
    const email = 'guessed@example.org';
    for (let free = 0; free < 5; free += 1)
      expect(await attempt({ email })).toMatchObject({ reason: 'wrong-credentials' });
    for (const wait of [30, 60, 120, 240]) {
      const refused = { reason: 'too-many-attempts', details: { retryAfterSeconds: wait } };
      expect(await attempt({ email })).toMatchObject(refused);
      database.clock.advance({ seconds: wait });
      expect(await attempt({ email })).toMatchObject({ reason: 'wrong-credentials' });
    }
  });

  it('is slowed down per network address, whoever is guessed at', async () => {
    const address = '198.51.100.7';
    for (let person = 0; person < 25; person += 1) {
      const answer = await attempt({ email: `person${person}@example.org`, address });
      expect(answer).toMatchObject({ reason: 'wrong-credentials' });
    }
    expect(await attempt({ address })).toMatchObject({ reason: 'too-many-attempts' });
    database.clock.advance({ minutes: 15 });
    expect(await attempt({ address })).toMatchObject({ kind: 'signed_in' });
  });

  it('gains nothing from trying at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => attempt({ email: 'at-once@example.org' })),
    );
    expect(
      answers.filter((answer) => 'reason' in answer && answer.reason === 'too-many-attempts'),
    ).toHaveLength(4);
  });
});

describe('A session', () => {
  it('ends when its person signs out', async () => {
    const { token } = await signedIn();
    await community.get(SignOut).execute({ principal: founder, tokenHash: hashToken(token) });
    expect(await sessions.find(hashToken(token))).toBeNull();
  });

  it('ends after twelve idle hours, and lives on while it is used', async () => {
    const { token } = await signedIn();
    database.clock.advance({ hours: 11 });
    expect(await sessions.find(hashToken(token))).not.toBeNull();
    database.clock.advance({ hours: 11 });
    expect(await sessions.find(hashToken(token))).not.toBeNull();
    database.clock.advance({ hours: 12 });
    expect(await sessions.find(hashToken(token))).toBeNull();
  });

  it('ends after seven days, however busy', async () => {
    const { token, expiresAt } = await signedIn();
    for (let half = 0; half < 13; half += 1) {
      database.clock.advance({ hours: 11, minutes: 59 });
      expect(await sessions.find(hashToken(token))).not.toBeNull();
    }
    database.clock.set(expiresAt);
    expect(await sessions.find(hashToken(token))).toBeNull();
  });

  it('ends at once when all of a person’s sessions are revoked, or their login is disabled', async () => {
    const first = await signedIn();
    expect(await community.get(RevokeSessions).execute(founder, founder.staffId)).toBeGreaterThan(0);
    expect(await sessions.find(hashToken(first.token))).toBeNull();
    const second = await signedIn();
    await database.ownerQuery('UPDATE staff SET disabled_at = now() WHERE id = $1', [founder.staffId]);
    expect(await sessions.find(hashToken(second.token))).toBeNull();
    expect(await attempt()).toMatchObject({ reason: 'wrong-credentials' });
    await database.ownerQuery('UPDATE staff SET disabled_at = NULL WHERE id = $1', [founder.staffId]);
  });
});

function entries() {
  return database.ownerQuery(
    `SELECT outcome, object_id FROM audit_entry WHERE act = 'staff.signed_in'
      ORDER BY (SELECT position FROM audit_pending p WHERE p.entry_id = audit_entry.id)`,
  );
}

function isBuffer(value: unknown): value is { readonly data: readonly number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
