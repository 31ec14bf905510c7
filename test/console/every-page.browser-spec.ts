import { beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { aBrowser, complaintsOf } from './browser.js';
import { aConsoleApp } from './console-app.js';
import { aMeter, expectAccessible, expectNoSidewaysScroll, screenshot } from './inspect-page.js';
import { WalkThrough } from './walk-through.js';

/** People with poor connections are the measure: a page with everything it needs, on a first visit. */
const MOST_BYTES = 50_000;

const service = await aConsoleApp();
const link = await service.setupLink();
const browser = await aBrowser({ width: 1280, language: 'en' });

/** Dark changes colours and nothing else: one language tells. */
const VIEWS = [
  { language: 'en', view: 'desk', width: 1280, dark: false },
  { language: 'en', view: 'phone', width: 390, dark: false },
  { language: 'en', view: 'dark', width: 390, dark: true },
  { language: 'ar', view: 'desk', width: 1280, dark: false },
  { language: 'ar', view: 'phone', width: 390, dark: false },
] as const;

/** Addresses by the name of the page; filled while a first day is walked through. */
const addresses: Record<string, string> = {};

beforeAll(async () => {
  const page = await browser.newPage();
  const person = new WalkThrough(page, service.address, 'en');
  await person.setUp(link);
  await person.openGroup('Riverside_Savings_Group2');
  const group = new URL(page.url()).pathname;
  await person.recordBasis();
  await person.importChat(service.clock.now());
  const finished = new URL(page.url()).pathname;
  await person.open('/flags');
  const flag = (await page.locator('li.flag .open').first().getAttribute('href')) ?? '';
  const firstOf = async (list: string, link: string) => {
    await person.open(list);
    return (await page.locator(link).first().getAttribute('href')) ?? '';
  };
  const incident = await firstOf('/incidents', 'main .list .open');
  const policy = await firstOf('/escalation', 'main .list .open');
  Object.assign(addresses, {
    incident,
    policy,
    group,
    import: finished,
    flag,
    basis: `${group}/basis`,
    upload: `${group}/import`,
  });
  Object.assign(addresses, { settings: `${group}/settings`, rules: `${group}/rules` });
  await page.close();
});

const PAGES = {
  groups: '/groups',
  newGroup: '/groups/new',
  group: null,
  basis: null,
  upload: null,
  settings: null,
  rules: null,
  import: null,
  flags: '/flags',
  unsupported: '/flags?outcome=language_not_supported',
  nothing: '/flags?harm=threat&level=medium',
  withdrawn: '/flags?state=withdrawn',
  flag: null,
  incidents: '/incidents',
  ended: '/incidents?which=ended',
  incident: null,
  notices: '/notices',
  playbooks: '/playbooks',
  playbook: '/playbooks/aid-scam',
  appeals: '/flags/appeals',
  escalation: '/escalation',
  policy: null,
  ways: '/escalation/ways',
  demo: '/settings/demo',
  retention: '/retention',
  audit: '/audit',
  stuck: '/settings/waiting',
  about: '/settings/about',
  lost: '/nowhere',
} as const;

describe.each(VIEWS)('in $language at a $view', ({ language, view, width, dark }) => {
  it.each(Object.entries(PAGES))(
    '%s is light, accessible and read without scrolling sideways',
    async (name, path) => {
      const page = await freshPage(browser, { width, dark });
      const complaints = complaintsOf(page);
      const bytes = aMeter(page);
      const address = new URL(path ?? addresses[name] ?? '', service.address);
      address.searchParams.set('lang', language);
      await page.goto(address.href, { waitUntil: 'networkidle' });
      await screenshot(page, `${language}-${view}-${name}`);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await bytes()).toBeLessThanOrEqual(MOST_BYTES);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      expect(complaints.filter((complaint) => name !== 'lost' || !complaint.includes('404'))).toEqual([]);
      await page.close();
    },
  );
});

/** A page that has nothing in its cache. */
async function freshPage(
  context: BrowserContext,
  { width, dark }: { width: number; dark: boolean },
): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 844 });
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  return page;
}
