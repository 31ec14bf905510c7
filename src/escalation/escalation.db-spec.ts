import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { aCommunity, FOUNDER } from '../../test/harness/community.js';
import { workOf } from '../../test/harness/database.js';
import { aMailbox, textOf } from '../../test/harness/mailbox.js';
import { Escalation } from '../kernel/escalation.js';
import type { EscalationSubject, RunStart } from '../kernel/escalation.js';
import type { ProgrammeId, StaffId } from '../kernel/ids.js';
import type { Role } from '../kernel/principal.js';
import type { Severity } from '../kernel/severity.js';
import type { Transaction } from '../kernel/transaction.js';
import { AddUser } from '../people/index.js';
import { HealthRegistry } from '../platform/health/index.js';
import { FireDueSteps, SendNotices } from './index.js';

const mailbox = await aMailbox();
const community = await aCommunity({
  MLINZI_SMTP_URL: mailbox.url,
  MLINZI_MAIL_FROM: 'mlinzi@example.org',
  MLINZI_PUBLIC_URL: 'https://mlinzi.example.org',
});
const { database, founder } = community;
const { clock } = database;
const escalation = community.get(Escalation);
const fire = community.get(FireDueSteps);
const send = community.get(SendNotices);

const inside = <T>(work: (tx: Transaction) => Promise<T>) =>
  database.unitOfWork.run(workOf(community.organisationId), work);

let people = 0;

async function aColleague(
  role: Role,
  where: { programmeId?: ProgrammeId; language?: string } = {},
): Promise<{ id: StaffId; email: string }> {
  people += 1;
  const email = `person${people}@example.org`;
  const { programmeId = null, language = 'en' } = where;
  const input = { email, name: `Person ${people}`, password: 'maji ya kunywa safi', groupId: null };
  const added = await community.get(AddUser).byStaff(founder, { ...input, role, programmeId, language });
  if (added.kind === 'refused') throw new Error(added.reason);
  return { id: added.staffId, email };
}

const disable = (id: StaffId) =>
  database.ownerQuery('UPDATE staff SET disabled_at = now() WHERE id = $1', [id]);

async function started(change: Partial<RunStart> = {}): Promise<EscalationSubject> {
  const subject: EscalationSubject = { kind: 'incident', id: randomUUID() };
  const run: RunStart = {
    ...{ subject, programmeId: community.programmeId, severity: 3, harm: 'scam' },
    ...{ reference: '3F7K', excluded: [], ...change },
  };
  await inside((tx) => escalation.start(tx, run));
  return run.subject;
}

/** Who has been told in the console, in order, as `person step loop`. */
async function told({ id }: EscalationSubject): Promise<string[]> {
  const rows = await database.ownerQuery<{ staff_id: string; step: number; loop: number }>(
    `SELECT n.staff_id, n.step, n.loop FROM escalation_notice n JOIN escalation_run r ON r.id = n.run_id
       WHERE r.subject_id = $1 AND n.channel = 'console' ORDER BY n.created_at, n.loop, n.step`,
    [id],
  );
  return rows.map(({ staff_id: staff, step, loop }) => `${nameOf(staff)} ${step} ${loop}`);
}

const names = new Map<string, string>([[founder.staffId, 'founder']]);
const nameOf = (id: string) => names.get(id) ?? id;

async function named(name: string, ...colleague: Parameters<typeof aColleague>) {
  const one = await aColleague(...colleague);
  names.set(one.id, name);
  return one;
}

beforeEach(async () => {
  await database.ownerQuery(`UPDATE escalation_run SET state = 'ended', due_at = NULL`);
  await database.ownerQuery(
    `UPDATE escalation_notice SET state = 'withdrawn', due_at = NULL WHERE due_at IS NOT NULL`,
  );
  await database.ownerQuery('UPDATE staff SET disabled_at = now() WHERE id <> $1', [founder.staffId]);
  await database.ownerQuery('UPDATE staff SET disabled_at = NULL WHERE id = $1', [founder.staffId]);
});

describe('Firing', () => {
  it('tells the people of the programme first, then further, and repeats the last step hourly, never silent', async () => {
    const programmeId = await community.aProgramme(`Chain ${randomUUID()}`);
    await named('manager', 'community_manager', { programmeId });
    await named('lead', 'safeguarding_lead');
    const subject = await started({ programmeId });
    for (const minutes of [60, 60, 60, 60]) {
      await fire.execute();
      clock.advance({ minutes });
    }
    expect((await told(subject)).sort()).toEqual(
      ['lead 0 0', 'manager 0 0', 'lead 1 0', 'founder 2 0', 'founder 2 1'].sort(),
    );
  });

  it.each([
    [1, 5],
    [2, 15],
    [3, 60],
    [4, 240],
  ] as const)('at severity %d waits %d minutes for an answer', async (severity: Severity, minutes) => {
    await named('lead', 'safeguarding_lead');
    const subject = await started({ severity });
    await fire.execute();
    const before = (await told(subject)).length;
    clock.advance({ minutes, seconds: -1 });
    await fire.execute();
    expect(await told(subject)).toHaveLength(before);
    clock.advance({ seconds: 1 });
    await fire.execute();
    expect((await told(subject)).length).toBeGreaterThan(before);
  });

  it('tells nobody who is named in the matter, and goes on at once where that leaves nobody', async () => {
    const subject = await started({ excluded: [founder.staffId] });
    await named('lead', 'safeguarding_lead');
    await fire.execute();
    expect(await told(subject)).toEqual(['lead 0 0']);
  });

  it('passes over a step whose people have all left', async () => {
    const programmeId = await community.aProgramme(`Left ${randomUUID()}`);
    await disable((await named('gone', 'community_manager', { programmeId })).id);
    const subject = await started({ programmeId });
    await fire.execute();
    expect(await told(subject)).toEqual(['founder 0 0']);
  });

  it('turns back to whoever is left when the rest of the chain is empty', async () => {
    const programmeId = await community.aProgramme(`Back ${randomUUID()}`);
    const admin = founder.staffId;
    await named('manager', 'community_manager', { programmeId });
    const subject = await started({ programmeId, excluded: [admin] });
    await fire.execute();
    clock.advance({ minutes: 60 });
    await fire.execute();
    clock.advance({ minutes: 60 });
    await fire.execute();
    expect(await told(subject)).toEqual(['manager 0 0', 'manager 0 1', 'manager 0 3']);
  });

  it('looks further than the chain when the chain is empty, and cries out when nobody is left at all', async () => {
    await database.ownerQuery(
      `UPDATE escalation_policy SET state = 'retired' WHERE programme_id = $1 AND state = 'published'`,
      [community.programmeId],
    );
    const stranger = (await named('stranger', 'auditor')).id;
    await database.ownerQuery(
      `INSERT INTO escalation_policy (id, organisation_id, programme_id, version, state, steps, changed_by, changed_at)
         VALUES (gen_random_uuid(), $1, $2, 900, 'published', $3, 'test', now())`,
      [
        community.organisationId,
        community.programmeId,
        JSON.stringify([
          { targets: [{ kind: 'person', staffId: stranger }], minutes: { 1: 5, 2: 5, 3: 5, 4: 5 } },
        ]),
      ],
    );
    await disable(stranger);
    const subject = await started();
    const alone = await started({ excluded: [founder.staffId] });
    await fire.execute();
    expect(await told(subject)).toEqual(['founder -1 1']);
    expect(await told(alone)).toEqual([]);
    const report = await community.get(HealthRegistry).report();
    expect(report.checks.escalation).toMatchObject({ state: 'degraded', details: { withNobodyToTell: 1 } });
    const [entry] = await database.ownerQuery(
      'SELECT act, outcome FROM audit_entry WHERE object_id = $1 AND act LIKE $2',
      [alone.id, '%nobody'],
    );
    expect(entry).toEqual({ act: 'escalation.found_nobody', outcome: 'refused' });
    await database.ownerQuery(`UPDATE escalation_policy SET state = 'retired' WHERE version = 900`);
  });

  it('happens once, however many workers fire at the same moment, with one entry in the log', async () => {
    const subjects = await Promise.all(Array.from({ length: 40 }, () => started()));
    const counts = await Promise.all(Array.from({ length: 4 }, () => fire.execute()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    const ids = subjects.map(({ id }) => id);
    const [row] = await database.ownerQuery(
      `SELECT (SELECT count(*)::integer FROM escalation_notice n JOIN escalation_run r ON r.id = n.run_id
          WHERE r.subject_id = ANY ($1::uuid[]) AND n.channel = 'console') AS told,
        (SELECT count(*)::integer FROM audit_entry WHERE act = 'escalation.fired' AND object_id = ANY ($1::text[]))
          AS entries`,
      [ids],
    );
    expect(row).toEqual({ told: 40, entries: 40 });
  });

  it('leaves nothing behind when its entry cannot be written', async () => {
    const subject = await started();
    await database.ownerQuery(
      'ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (act NOT LIKE $$%fired$$) NOT VALID',
    );
    await expect(fire.execute()).rejects.toThrow();
    await database.ownerQuery('ALTER TABLE audit_entry DROP CONSTRAINT broken');
    expect(await told(subject)).toEqual([]);
    await fire.execute();
    expect(await told(subject)).toHaveLength(1);
  });

  it('waits while somebody has answered, and goes on at that step when the answer lapses', async () => {
    await named('lead', 'safeguarding_lead');
    const subject = await started();
    await fire.execute();
    await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId));
    clock.advance({ hours: 11 });
    expect(await fire.execute()).toBe(0);
    await inside((tx) => escalation.resume(tx, subject));
    await fire.execute();
    expect((await told(subject)).slice(2).sort()).toEqual(['founder 0 1', 'lead 0 1']);
  });

  it('goes on by itself when an answer was forgotten for twelve hours', async () => {
    const subject = await started();
    await fire.execute();
    await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId));
    clock.advance({ hours: 11 });
    await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId));
    clock.advance({ hours: 11 });
    expect(await fire.execute()).toBe(0);
    clock.advance({ hours: 1 });
    expect(await fire.execute()).toBe(1);
  });

  it('begins again at once when the matter turns out worse', async () => {
    const subject = await started({ severity: 4 });
    await fire.execute();
    await inside((tx) => escalation.reassess(tx, subject, 1));
    expect(await fire.execute()).toBe(1);
    expect(await told(subject)).toEqual(['founder 0 0', 'founder 0 1']);
  });

  it('does not wait for somebody who turns out to be named in the matter', async () => {
    await named('lead', 'safeguarding_lead');
    const programmeId = await community.aProgramme(`Recused ${randomUUID()}`);
    const manager = await named('manager', 'community_manager', { programmeId });
    const subject = await started({ programmeId, excluded: [] });
    await database.ownerQuery(`UPDATE staff SET disabled_at = now() WHERE id NOT IN ($1, $2)`, [
      manager.id,
      founder.staffId,
    ]);
    await fire.execute();
    await inside((tx) => escalation.exclude(tx, subject, [manager.id]));
    expect(await fire.execute()).toBe(1);
    expect(await told(subject)).toContain('founder 2 0');
  });
});

describe('A notice by mail', () => {
  const mailsTo = (email: string) => mailbox.mails.filter(({ to }) => to.includes(email));

  it('carries reference, severity and a link, and nothing of the matter', async () => {
    await started({ reference: 'K9QD', severity: 2 });
    await fire.execute();
    await send.execute();
    const mail = mailsTo(FOUNDER.email).at(-1);
    const text = mail ? textOf(mail) : '';
    expect(text).toMatch(/K9QD/);
    expect(text).toMatch(/severity 2: serious harm under way/);
    expect(text).toMatch(/https:\/\/mlinzi\.example\.org\/n\/[\w-]{43}\n/);
    expect(text).toMatch(/\(Africa\/Nairobi\)/);
    expect(text).not.toMatch(/scam|Teachers|Zawadi/);
  });

  it('is written in the language of whoever receives it', async () => {
    const amina = await named('amina', 'safeguarding_lead', { language: 'ar' });
    await started({ reference: 'AR12' });
    await fire.execute();
    await send.execute();
    const [mail] = mailsTo(amina.email);
    expect(mail && textOf(mail)).toContain('تنتظر من يتولاها');
  });

  it('is tried again with growing pauses while the server refuses, visibly, and the next step fires on time', async () => {
    mailbox.behave({ refuse: 451 });
    await named('lead', 'safeguarding_lead');
    const subject = await started({ severity: 1 });
    await fire.execute();
    await send.execute();
    const { checks } = await community.get(HealthRegistry).report();
    expect(checks.notices).toMatchObject({ state: 'degraded', details: { retrying: 2 } });
    clock.advance({ seconds: 4 });
    expect(await send.execute()).toBe(0);
    clock.advance({ minutes: 5 });
    expect(await fire.execute()).toBe(1);
    expect(await told(subject)).toContain('lead 1 0');
    mailbox.behave('take');
    const before = mailbox.mails.length;
    await send.execute();
    clock.advance({ minutes: 2 });
    await send.execute();
    expect(mailbox.mails.length - before).toBe(3);
    expect(await send.execute()).toBe(0);
  });

  it('does not leave any more once somebody has answered', async () => {
    const subject = await started();
    await fire.execute();
    await inside((tx) => escalation.acknowledge(tx, subject, founder.staffId));
    const before = mailbox.mails.length;
    expect(await send.execute()).toBe(0);
    expect(mailbox.mails).toHaveLength(before);
  });

  it('is given up for good when the server will never take it, and says so in health', async () => {
    mailbox.behave({ refuse: 550 });
    await started();
    await fire.execute();
    await send.execute();
    mailbox.behave('take');
    clock.advance({ hours: 1 });
    const rows = await database.ownerQuery(
      `SELECT last_error FROM escalation_notice WHERE state = 'failed' AND last_error = 'SMTP.550'`,
    );
    expect(rows).toHaveLength(1);
    expect((await community.get(HealthRegistry).report()).checks.notices?.state).toBe('degraded');
  });
});
