import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Escalation } from '../../src/kernel/escalation.js';
import type { OrganisationId, ProgrammeId } from '../../src/kernel/ids.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import { AddUser, FirstRun, OpenOrganisation } from '../../src/people/index.js';
import { SystemClock } from '../../src/platform/system-clock.js';
import { random } from '../factories/traffic.js';
import { countOf } from '../harness/count.js';
import { workOf } from '../harness/database.js';
import { FakeClock } from '../harness/fake-clock.js';
import { aMailbox, textOf } from '../harness/mailbox.js';
import type { ServiceProcess } from '../harness/processes.js';
import { aService } from '../harness/service.js';
import { until } from '../harness/until.js';
import { aWorkerOf } from '../harness/worker.js';

/** Real workers on a machine that does other things too: most of it is their start. */
const TIMEOUT_MS = 600_000;

const ESCALATIONS = 500;
const WORKERS = 3;
const ROUNDS = 6;

/** How long the server thinks about each mail: long enough that a death often falls between the dot and the answer. */
const THINKS_MS = 40;

const clock = new FakeClock(new SystemClock().now());
const mailbox = await aMailbox();
const service = await aService({ clock, environment: { MLINZI_WORKERS_IN_PROCESS: 'false' } });
const { app, database } = service;

const aWorker = () =>
  aWorkerOf(service, {
    more: {
      MLINZI_SMTP_URL: mailbox.url,
      MLINZI_MAIL_FROM: 'mlinzi@example.org',
      MLINZI_PUBLIC_URL: 'https://mlinzi.example.org',
    },
  });

async function anOrganisationWithLeads(): Promise<{
  organisationId: OrganisationId;
  programmeId: ProgrammeId;
}> {
  const link = await app.get(FirstRun, { strict: false }).setupLink();
  const opened = await app.get(OpenOrganisation, { strict: false }).execute({
    ...{ token: link?.split('=')[1] ?? '', organisation: 'Example Relief', programme: 'Teachers' },
    ...{ timezone: 'Africa/Nairobi', language: 'en', name: 'Zawadi', email: 'zawadi@example.org' },
    password: 'maji ya kunywa safi',
  });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const added = await app.get(AddUser, { strict: false }).execute({
    ...{ email: 'amina@example.org', name: 'Amina', password: 'maji ya kunywa safi', language: 'ar' },
    ...{ role: 'safeguarding_lead', programmeId: null, groupId: null },
  });
  if (added.kind === 'refused') throw new Error(added.reason);
  return opened;
}

const count = (from: string) => countOf(database, from);

const underWay = () =>
  count(
    `(SELECT FROM escalation_run WHERE due_at <= now() UNION ALL SELECT FROM escalation_notice WHERE due_at IS NOT NULL) w`,
  );

/** As if the time of their attempts had passed since they died. */
async function letAttemptsLapse(): Promise<void> {
  await database.ownerQuery(`UPDATE escalation_notice SET due_at = now() WHERE due_at > now()`);
}

/** Everybody still at work dies without a word, each at an instant of its own. */
async function killAll(workers: readonly ServiceProcess[], chance: () => number): Promise<void> {
  const delivered = mailbox.mails.length;
  await until(async () => mailbox.mails.length > delivered || (await underWay()) === 0, TIMEOUT_MS);
  await Promise.all(
    workers.map(async (worker) => {
      await pause(chance() * 600);
      worker.child.kill('SIGKILL');
      await worker.ended();
    }),
  );
}

describe('notices, while workers are killed at any instant', () => {
  it(
    'are lost never, and no mail is handed over twice',
    async () => {
      const { organisationId, programmeId } = await anOrganisationWithLeads();
      const escalation = app.get(Escalation, { strict: false });
      const uow = app.get(UnitOfWork, { strict: false });
      for (let n = 0; n < ESCALATIONS; n += 1)
        await uow.run(workOf(organisationId), (tx) =>
          escalation.start(tx, {
            ...{ subject: { kind: 'incident', id: randomUUID() }, programmeId, severity: 3, harm: null },
            ...{ reference: `R${n}`, excluded: [] },
          }),
        );
      mailbox.think(THINKS_MS);
      const chance = random(7);
      let killed = 0;
      for (let round = 0; round < ROUNDS && (await underWay()) > 0; round += 1) {
        const workers = await Promise.all(Array.from({ length: WORKERS }, aWorker));
        await killAll(workers, chance);
        killed += workers.length;
        await letAttemptsLapse();
      }
      const last = await aWorker();
      await until(async () => (await underWay()) === 0, TIMEOUT_MS);
      last.child.kill('SIGTERM');
      expect(await last.ended()).toBe(0);

      // Every step fired once: one entry, and one notice per person and way.
      expect(await count(`audit_entry WHERE act = 'escalation.fired'`)).toBe(ESCALATIONS);
      expect(await count(`escalation_notice WHERE channel = 'console'`)).toBe(2 * ESCALATIONS);
      const notices = await database.ownerQuery<{ id: string; state: string; copy: number }>(
        `SELECT id, state, copy FROM escalation_notice WHERE channel = 'mail'`,
      );
      expect(notices).toHaveLength(2 * ESCALATIONS);
      expect(notices.filter(({ state }) => state !== 'delivered')).toEqual([]);

      // No mail twice; none lost.
      const ids = mailbox.mails.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const arrived = new Map<string, number>();
      for (const id of ids) {
        const notice = id.slice(0, 36);
        arrived.set(notice, (arrived.get(notice) ?? 0) + 1);
      }
      expect(notices.filter(({ id }) => !arrived.has(id))).toEqual([]);

      // A person heard of the same matter again only where a death left a doubt, and was told so.
      const again = notices.filter(({ id }) => (arrived.get(id) ?? 0) > 1);
      expect(again.filter(({ copy }) => copy === 0)).toEqual([]);
      for (const mail of mailbox.mails.filter(({ id }) => /^.{36}\./.test(id)))
        expect(textOf(mail)).toMatch(/may have had this message already|ربما وصلتك هذه الرسالة/);
      expect(killed).toBeGreaterThanOrEqual(WORKERS * 3);
      process.stdout.write(
        `${ESCALATIONS} escalations, ${notices.length} mails, ${killed} workers killed: ` +
          `0 lost, 0 handed over twice, ${again.length} announced second copies\n`,
      );
    },
    TIMEOUT_MS,
  );
});
