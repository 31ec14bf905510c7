import { afterEach, describe, expect, it } from '@jest/globals';
import type { GroupId } from '../../src/kernel/ids.js';
import { AddUser } from '../../src/people/index.js';
import { aMailbox } from '../harness/mailbox.js';
import { until } from '../harness/until.js';
import { aBrowser, complaintsOf } from './browser.js';
import type { Seat } from './browser.js';
import { clickThrough } from './click-through.js';
import { aConsoleApp } from './console-app.js';
import { expectAccessible, expectNoSidewaysScroll, screenshot } from './inspect-page.js';
import { WalkThrough } from './walk-through.js';
import { WholeMatter, checkTakenLog, enter, severeLinkIn } from './whole-matter.js';

const SEATS: readonly (Seat & { readonly name: string })[] = [
  { name: 'en-desk', width: 1280, language: 'en' },
  { name: 'ar-phone', width: 390, language: 'ar' },
];

const COLLEAGUES = [
  { name: 'Amal Haddad', email: 'amal@example.org', role: 'safeguarding_lead' },
  { name: 'Ines Ferreira', email: 'ines@example.org', role: 'dpo' },
] as const;
const PASSWORD = 'bahari ya asubuhi tulivu';

for (const seat of SEATS) {
  const mailbox = await aMailbox();
  const environment = { MLINZI_SMTP_URL: mailbox.url, MLINZI_MAIL_FROM: 'mlinzi@example.org' };
  const service = await aConsoleApp(environment);
  const [browser, another, third] = [await aBrowser(seat), await aBrowser(seat), await aBrowser(seat)];
  const pages = [await browser.newPage(), await another.newPage(), await third.newPage()] as const;
  const complaints = pages.map(complaintsOf);
  const [zawadi, amal, ines] = pages.map((page) => new WalkThrough(page, service.address, seat.language)) as [
    WalkThrough,
    WalkThrough,
    WalkThrough,
  ];
  const matter = new WholeMatter(zawadi, amal);
  let [group, flag, incident] = ['', '', ''];

  describe(`a whole matter, ${seat.name}`, () => {
    afterEach(() => {
      expect(complaints.flat()).toEqual([]);
    });

    it('begins with an organisation, a group, a basis and an export', async () => {
      await zawadi.setUp(await service.setupLink());
      for (const colleague of COLLEAGUES) {
        const place = { programmeId: null, groupId: null, language: seat.language, password: PASSWORD };
        expect((await service.get(AddUser).execute({ ...colleague, ...place })).kind).toBe('added');
      }
      await zawadi.openGroup('Riverside_Savings_Group2');
      await zawadi.recordBasis();
      group = new URL(zawadi.page.url()).pathname;
      await zawadi.importChat(service.clock.now());
    });

    it('goes on with a decision', async () => {
      await zawadi.open('/flags');
      const last = zawadi.page.locator('li.flag .open').last();
      flag = (await last.getAttribute('href')) ?? '';
      await clickThrough(last);
      const button = zawadi.page.locator('.decide button[value=nothing_wrong]');
      if (!(await button.isVisible())) await zawadi.page.locator('.decide .menu summary').click();
      await button.click();
      await zawadi.page.locator('.done').waitFor();
    });

    it('is told by mail, and answered for from the link of the mail', async () => {
      await until(() => severeLinkIn(mailbox) !== undefined);
      await matter.openFromMail(mailbox);
      await screenshot(zawadi.page, `matter-${seat.name}-link`);
      await expectAccessible(zawadi.page);
      incident = await matter.answer();
      expect(incident).toMatch(/^\/incidents\//);
    });

    it('is confirmed by whoever commands it, and its playbook worked through', async () => {
      await matter.confirm();
      await screenshot(zawadi.page, `matter-${seat.name}-confirmed`);
      await expectNoSidewaysScroll(zawadi.page);
      await expectAccessible(zawadi.page);
      await matter.workThroughPlaybook();
      await matter.containAndResolve();
    });

    it('is ended by two', async () => {
      await enter(amal, { email: COLLEAGUES[0].email, password: PASSWORD });
      await matter.close(incident);
      expect(await amal.page.textContent('main')).toContain(amal.say('incidents.state.closed'));
      await screenshot(amal.page, `matter-${seat.name}-closed`);
    });

    it('stands in a log that is checked without the service', async () => {
      await enter(ines, { email: COLLEAGUES[1].email, password: PASSWORD });
      expect(await checkTakenLog(ines)).toMatch(/^ok: \d+ entries/);
    });
  });

  it(`of it, the coordinator of another group finds nothing, ${seat.name}`, async () => {
    await zawadi.openGroup('Hilltop_Sewing_Group1');
    const groupId = new URL(zawadi.page.url()).pathname.split('/').at(-1) as GroupId;
    const neema = { name: 'Neema Juma', email: 'neema@example.org', role: 'coordinator' } as const;
    const login = { ...neema, language: seat.language, password: PASSWORD, programmeId: null, groupId };
    expect((await service.get(AddUser).execute(login)).kind).toBe('added');
    await third.clearCookies();
    await enter(ines, { email: neema.email, password: PASSWORD });
    const answers = [`/groups/${groupId}`, group, `${group}/import`, flag, incident].map(async (path) => {
      const answer = await third.request.get(service.address + path, { maxRedirects: 0 });
      return answer.status();
    });
    expect(await Promise.all(answers)).toEqual([200, 404, 404, 404, 404]);
    await ines.open('/flags');
    expect(await ines.page.locator('li.flag').count()).toBe(0);
    await screenshot(ines.page, `matter-${seat.name}-nothing`);
  });
}
