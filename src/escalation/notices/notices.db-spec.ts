import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { aCommunity } from '../../../test/harness/community.js';
import { workOf } from '../../../test/harness/database.js';
import { received } from '../../../test/harness/incident-work.js';
import { aMailbox, textOf } from '../../../test/harness/mailbox.js';
import { Escalation } from '../../kernel/escalation.js';
import type { EscalationSubject, RunStart } from '../../kernel/escalation.js';
import type { NoticeId } from '../../kernel/ids.js';
import type { Transaction } from '../../kernel/transaction.js';
import {
  AcknowledgeNotice,
  FireDueSteps,
  ListOwnNotices,
  NoticeNotFound,
  OpenNoticeLink,
  SendNotices,
} from '../index.js';

const mailbox = await aMailbox();
const community = await aCommunity({
  MLINZI_SMTP_URL: mailbox.url,
  MLINZI_MAIL_FROM: 'mlinzi@example.org',
});
const { database, founder } = community;
const escalation = community.get(Escalation);
const own = community.get(ListOwnNotices);
const links = community.get(OpenNoticeLink);
const acknowledge = community.get(AcknowledgeNotice);
const stranger = community.someone([{ role: 'admin' }]);

const inside = <T>(work: (tx: Transaction) => Promise<T>) =>
  database.unitOfWork.run(workOf(community.organisationId), work);

/** A flag that somebody has to answer for, of which the founder has been told by console and mail. */
async function told(change: Partial<RunStart> = {}): Promise<EscalationSubject> {
  const subject: EscalationSubject = { kind: 'flag', id: randomUUID() };
  const run: RunStart = {
    ...{ subject, programmeId: community.programmeId, severity: 3, harm: 'scam' },
    ...{ reference: '3F7K', excluded: [], ...change },
  };
  await inside((tx) => escalation.start(tx, run));
  await community.get(FireDueSteps).execute();
  await community.get(SendNotices).execute();
  return subject;
}

const noticeOf = async ({ id }: EscalationSubject) =>
  (await own.execute(founder)).find(({ subjectId }) => subjectId === id);

/** The token of the link in the last mail. */
function lastToken(): string {
  const mail = mailbox.mails.at(-1);
  return /\/n\/([\w-]+)/.exec(mail ? textOf(mail) : '')?.[1] ?? '';
}

const answer = async (subject: EscalationSubject) =>
  acknowledge.execute(founder, (await noticeOf(subject))?.id ?? ('' as NoticeId));

describe('My notices', () => {
  it('show what waits first, the worst first, with who is told next and when', async () => {
    const note = await told({ severity: 4 });
    const grave = await told({ severity: 1 });
    const done = await told({ severity: 1 });
    await inside((tx) => escalation.stop(tx, done));
    const ids = (await own.execute(founder)).map(({ subjectId }) => subjectId);
    expect(ids).toEqual([grave.id, note.id, done.id]);
    expect(await noticeOf(grave)).toMatchObject({
      standing: 'waiting',
      reference: '3F7K',
      mail: 'delivered',
      nextAt: new Date(database.clock.now().getTime() + 5 * 60_000),
    });
  });

  it('say when an answer is late and others have been told', async () => {
    const subject = await told();
    await database.ownerQuery('UPDATE escalation_run SET fired_at = fired_at + $1 WHERE subject_id = $2', [
      '1 hour',
      subject.id,
    ]);
    expect(await noticeOf(subject)).toMatchObject({ standing: 'passed_on' });
  });

  it('are nobody else’s, and never about a matter that names their reader', async () => {
    const subject = await told();
    expect(await own.execute(stranger)).toEqual([]);
    const notice = await noticeOf(subject);
    const foreign = acknowledge.execute(stranger, notice?.id ?? ('' as NoticeId));
    await expect(foreign).rejects.toThrow(NoticeNotFound);
    const token = lastToken();
    await inside((tx) => escalation.exclude(tx, subject, [founder.staffId]));
    expect(await noticeOf(subject)).toBeUndefined();
    const recused = acknowledge.execute(founder, notice?.id ?? ('' as NoticeId));
    await expect(recused).rejects.toThrow(NoticeNotFound);
    await expect(links.execute(founder, token)).rejects.toThrow(NoticeNotFound);
  });
});

describe('Answering', () => {
  it('can be done twice, and by somebody who is late, and says which it was', async () => {
    const subject = await told();
    expect(await answer(subject)).toMatchObject({ answer: 'acknowledged', subjectId: subject.id });
    expect(await answer(subject)).toMatchObject({ answer: 'already' });
    await inside((tx) => escalation.stop(tx, subject));
    expect(await answer(subject)).toMatchObject({ answer: 'late' });
    expect(await noticeOf(subject)).toMatchObject({ standing: 'settled' });
  });

  it('is once, however often it is asked for at the same moment', async () => {
    const subject = await told();
    const answers = await Promise.all([answer(subject), answer(subject), answer(subject)]);
    expect(answers.map((one) => one.answer).sort()).toEqual(['acknowledged', 'already', 'already']);
  });

  it('for an incident takes it into triage, in the same moment, and holds its run', async () => {
    await received(community, { groupId: await community.aGroup('Riverside') });
    await community.get(FireDueSteps).execute();
    const notice = (await own.execute(founder)).find(({ kind }) => kind === 'incident');
    const id = notice?.id ?? ('' as NoticeId);
    expect(await acknowledge.execute(founder, id)).toMatchObject({
      answer: 'acknowledged',
      kind: 'incident',
    });
    const [row] = await database.ownerQuery(
      `SELECT i.state AS incident, r.state AS run FROM incident i JOIN escalation_run r ON r.subject_id = i.id
         WHERE i.id = $1`,
      [notice?.subjectId],
    );
    expect(row).toEqual({ incident: 'triage', run: 'held' });
    expect(await acknowledge.execute(founder, id)).toMatchObject({ answer: 'already' });
  });

  it('is entered in the log, late or not', async () => {
    const subject = await told();
    await answer(subject);
    await answer(subject);
    const notice = await noticeOf(subject);
    const entries = await database.ownerQuery<{ details: { answer: string } }>(
      `SELECT details FROM audit_entry WHERE act = 'notice.acknowledged' AND object_id = $1
      ORDER BY (SELECT position FROM audit_pending p WHERE p.entry_id = audit_entry.id)`,
      [notice?.id],
    );
    expect(entries.map(({ details }) => details.answer)).toEqual(['acknowledged', 'already']);
  });
});

describe('The link in a mail', () => {
  it('opens the notice for the person it was sent to, and for nobody else', async () => {
    const subject = await told();
    const token = lastToken();
    expect(await links.execute(founder, token)).toMatchObject({
      kind: 'open',
      notice: { subjectId: subject.id, standing: 'waiting' },
    });
    await expect(links.execute(stranger, token)).rejects.toThrow(NoticeNotFound);
  });

  it('opens nothing when a single character of it is another', async () => {
    await told();
    const token = lastToken();
    for (const place of [0, 10, 21, 22, 30, 41]) {
      const other = token[place] === 'A' ? 'B' : 'A';
      const forged = token.slice(0, place) + other + token.slice(place + 1);
      await expect(links.execute(founder, forged)).rejects.toThrow(NoticeNotFound);
    }
    for (const odd of ['', 'x', `${token}A`, '../..', '%00'])
      await expect(links.execute(founder, odd)).rejects.toThrow(NoticeNotFound);
  });

  it('says that it has expired after a week', async () => {
    await told();
    const token = lastToken();
    database.clock.advance({ days: 7 });
    expect(await links.execute(founder, token)).toMatchObject({ kind: 'open' });
    database.clock.advance({ seconds: 1 });
    expect(await links.execute(founder, token)).toEqual({ kind: 'expired', days: 7 });
  });

  it('is not kept anywhere: the database holds no token', async () => {
    await told();
    const token = lastToken();
    const rows = await database.ownerQuery('SELECT * FROM escalation_notice');
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
