import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { Escalation } from '../../src/kernel/escalation.js';
import type { OrganisationId, ProgrammeId } from '../../src/kernel/ids.js';
import type { Severity } from '../../src/kernel/severity.js';
import { UnitOfWork } from '../../src/kernel/transaction.js';
import { EscalateDue } from '../../src/pipeline/index.js';
import { workOf } from '../harness/database.js';
import { aMailbox, textOf } from '../harness/mailbox.js';
import { aBrowser } from './browser.js';
import { aConsoleApp } from './console-app.js';
import { aMeter, expectAccessible, expectNoSidewaysScroll, screenshot } from './inspect-page.js';
import { WalkThrough } from './walk-through.js';

const MOST_BYTES = 50_000;

const mailbox = await aMailbox();
const service = await aConsoleApp({ MLINZI_SMTP_URL: mailbox.url, MLINZI_MAIL_FROM: 'mlinzi@example.org' });
const browser = await aBrowser({ width: 1280, language: 'en' });
const page = await browser.newPage();
const person = new WalkThrough(page, service.address, 'en');
let programme = '';

async function whereWeAre(): Promise<{ organisationId: OrganisationId; programmeId: ProgrammeId }> {
  const uow = service.get(UnitOfWork);
  const [organisation] = await uow.run(workOf(null, 'first_run'), (tx) =>
    tx.query<{ id: OrganisationId }>('SELECT id FROM organisation'),
  );
  if (!organisation) throw new Error('Nobody has opened an organisation');
  const [found] = await uow.run(workOf(organisation.id), (tx) =>
    tx.query<{ id: ProgrammeId }>('SELECT id FROM programme'),
  );
  if (!found) throw new Error('The organisation has no programme');
  return { organisationId: organisation.id, programmeId: found.id };
}

/** Something that waits for somebody; the founder is told at once, in the console and by mail. */
async function aMatter(reference: string, severity: Severity): Promise<void> {
  const { organisationId, programmeId } = await whereWeAre();
  await service.get(UnitOfWork).run(workOf(organisationId), (tx) =>
    service.get(Escalation).start(tx, {
      ...{ subject: { kind: 'flag', id: randomUUID() }, programmeId, severity, harm: 'scam' },
      ...{ reference, excluded: [] },
    }),
  );
  await service.get(EscalateDue).step();
}

/** The path of the link in the mail about this matter. */
function linkAbout(reference: string): string {
  const mail = mailbox.mails.find((one) => textOf(one).includes(reference));
  return /\/n\/[\w-]+/.exec(mail ? textOf(mail) : '')?.[0] ?? '';
}

const said = () => page.textContent('main');

beforeAll(async () => {
  await person.setUp(await service.setupLink());
  programme = (await whereWeAre()).programmeId;
});

describe('somebody who is told', () => {
  it('comes from the mail’s link by way of sign-in, sees what and how bad, and answers with one button', async () => {
    await aMatter('3F7K', 2);
    await page.context().clearCookies();
    await person.open(linkAbout('3F7K'));
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await person.signIn();
    expect(await page.textContent('h1')).toContain('3F7K');
    expect(await said()).toContain(person.say('severity.meaning.2'));
    await screenshot(page, 'en-desk-noticeLink');
    await person.submit('notices.answer');
    await person.open('/notices');
    expect(await said()).toContain(person.say('notices.standing.yours'));
    expect(await said()).toContain(person.say('notices.empty'));
  });

  it('learns from the same link later that they have answered already', async () => {
    await person.open(linkAbout('3F7K'));
    expect(await said()).toContain(person.say('notices.link.yours'));
  });

  it('answers from the list, without scripts, the worst first', async () => {
    await aMatter('LATE', 4);
    await aMatter('GRAV', 1);
    await person.open('/notices');
    const order = await page.locator('ul.list').first().locator('li b').allTextContents();
    expect(order).toEqual(['Flag GRAV', 'Flag LATE']);
    await screenshot(page, 'en-desk-notices');
  });
});

describe('the chain of a programme', () => {
  it('is changed as a draft, with whom each step would tell, and put in force', async () => {
    await person.open(`/escalation/${programme}`);
    expect(await said()).toContain('Zawadi Mwangi');
    expect(await said()).toContain(person.say('policy.nobody'));
    await person.follow('policy.change');
    await page.fill('[name=minutes-0-1]', 'soon');
    await person.submit('policy.save');
    expect(await said()).toContain(person.say('policy.fault.minutes', { min: 1, max: 1440 }));
    await page.fill('[name=minutes-0-1]', '3');
    await person.submit('policy.save');
    expect(await said()).toContain(person.say('policy.draft'));
    await screenshot(page, 'en-desk-draft');
    await person.submit('policy.publish');
    expect(await said()).toContain(person.say('policy.wait', { level: 1, count: 3 }));
    expect(await page.textContent('.head')).toContain(person.say('policy.version', { number: 2 }));
  });

  it('has a test mail that says what became of it', async () => {
    await person.open('/escalation/ways');
    await person.submit('ways.test');
    expect(await said()).toContain(person.say('ways.tested.sent'));
    expect(mailbox.mails.at(-1)?.to).toEqual(['zawadi@example.org']);
  });
});

const PAGES = {
  notices: () => '/notices',
  foreignLink: () => '/n/bm90aGluZw',
  chains: () => '/escalation',
  chain: () => `/escalation/${programme}`,
  editChain: () => `/escalation/${programme}/edit`,
  ways: () => '/escalation/ways',
} as const;

const VIEWS = [
  { view: 'desk', width: 1280, dark: false },
  { view: 'phone', width: 390, dark: false },
  { view: 'dark', width: 390, dark: true },
] as const;

describe.each(['en', 'ar'] as const)('in %s', (language) => {
  describe.each(VIEWS)('at a $view', ({ view, width, dark }) => {
    it.each(Object.entries(PAGES))(
      '%s is light, accessible and read without scrolling sideways',
      async (name, path) => {
        const fresh = await freshPage(browser, { width, dark });
        const bytes = aMeter(fresh);
        const address = new URL(path(), service.address);
        address.searchParams.set('lang', language);
        await fresh.goto(address.href, { waitUntil: 'networkidle' });
        await screenshot(fresh, `${language}-${view}-${name}`);
        expect(new URL(fresh.url()).pathname).toBe(path());
        expect(await bytes()).toBeLessThanOrEqual(MOST_BYTES);
        await expectNoSidewaysScroll(fresh);
        await expectAccessible(fresh);
        await fresh.close();
      },
    );
  });
});

async function freshPage(context: BrowserContext, seat: { width: number; dark: boolean }): Promise<Page> {
  const fresh = await context.newPage();
  await fresh.setViewportSize({ width: seat.width, height: 844 });
  await fresh.emulateMedia({ colorScheme: seat.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  return fresh;
}
