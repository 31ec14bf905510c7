import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { aBrowser, complaintsOf } from './browser.js';
import { clickThrough } from './click-through.js';
import { aConsoleApp } from './console-app.js';
import { aMeter, expectAccessible, expectNoSidewaysScroll, screenshot } from './inspect-page.js';
import { startTogether } from './start-together.js';
import { WalkThrough } from './walk-through.js';

const service = await aConsoleApp();
const desk = await (await aBrowser({ width: 1280, language: 'en' })).newPage();
/** Without scripts: whoever answers on an old phone can still do everything. */
const phone = await (await aBrowser({ width: 390, language: 'ar', scripts: false })).newPage();
const zawadi = new WalkThrough(desk, service.address, 'en');
const amal = new WalkThrough(phone, service.address, 'ar');
const MOST_BYTES = 50_000;
const complaints = [complaintsOf(desk), complaintsOf(phone)];
let incident = '';

beforeAll(() => startTogether(service, { zawadi, amal, role: 'safeguarding_lead' }));

async function press(page: Page, act: string, fill: Readonly<Record<string, string>> = {}): Promise<void> {
  const form = page.locator(`form.act:has(input[name=act][value=${act}])`).first();
  const folded = page.locator(`details:not([open]):has(form.act input[name=act][value=${act}])`);
  if (!(await form.isVisible())) await folded.first().locator('> summary').click();
  for (const [name, value] of Object.entries(fill)) {
    const field = form.locator(`[name=${name}]`);
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await clickThrough(form.locator('button'));
}

async function look(name: string): Promise<void> {
  for (const [page, seat] of [
    [desk, 'desk'],
    [phone, 'phone'],
  ] as const) {
    await page.goto(page.url(), { waitUntil: 'networkidle' });
    await screenshot(page, `incidents-${seat}-${name}`);
    await expectNoSidewaysScroll(page);
  }
  await expectAccessible(desk);
}

const words = (page: Page) => page.locator('main').innerText();

describe('an incident in the console', () => {
  it('is first on the list of whoever may answer, in their language', async () => {
    await zawadi.open('/incidents');
    await amal.open('/incidents');
    incident = (await desk.locator('.list .open').first().getAttribute('href')) ?? '';
    expect(incident).toMatch(/^\/incidents\//);
    await look('list');
    await zawadi.open(incident);
    await amal.open(incident);
    await look('new');
  });

  it('is answered, commanded and confirmed by one person, with one main thing to do at a time', async () => {
    for (const [act, fill] of [
      ['acknowledge', {}],
      ['offer_command', {}],
      ['confirm', { note: 'Called the office.' }],
    ] as const) {
      expect(await desk.locator('button.main').count()).toBe(1);
      await press(desk, act, fill);
    }
    expect(await words(desk)).toContain('Called the office.');
    await amal.open(incident);
    await look('confirmed');
  });

  it('tells whoever comes second that it has moved on, and changes nothing', async () => {
    await press(phone, 'note', { note: 'تحدثت مع المنسقة.' });
    await amal.open(incident);
    expect(await words(phone)).toContain('تحدثت مع المنسقة.');
  });

  it('is worked through step by step, and held back by what is required', async () => {
    await zawadi.open(incident);
    expect(await desk.locator('form.act:has(input[value=contain])').count()).toBe(0);
    for (let round = 0; round < 12; round += 1) {
      if ((await desk.locator('form.act:has(input[name=act][value=finish_step])').count()) === 0) break;
      const form = desk.locator('form.act:has(input[name=act][value=finish_step])').first();
      const outcome = form.locator('select[name=outcome] option:not([value=""])').first();
      const chosen =
        (await outcome.count()) > 0 ? { outcome: (await outcome.getAttribute('value')) ?? '' } : {};
      await press(desk, 'finish_step', { ...chosen, evidence: `What I found, ${round}` });
    }
    await press(desk, 'contain');
    await look('contained');
    await press(desk, 'wishes', { note: 'She wants the number blocked.' });
    await press(desk, 'resolve', { reason: 'ended' });
    await amal.open(incident);
    await look('resolved');
  });

  it('is closed by a second person where it was severe', async () => {
    await press(desk, 'close');
    await amal.open(incident);
    await look('asked');
    if ((await phone.locator('form.act:has(input[name=act][value=close])').count()) > 0)
      await press(phone, 'close');
    await zawadi.open(incident);
    await amal.open(incident);
    await look('closed');
    expect(await desk.locator('form.act:has(input[name=act][value=reopen])').count()).toBe(1);
  });

  it.each(['/incidents', '/incidents?which=ended', '/playbooks', '/playbooks/disclosure-of-danger'])(
    '%s is light, accessible and complains of nothing',
    async (path) => {
      const bytes = aMeter(desk);
      await zawadi.open(path);
      await amal.open(path);
      expect(await bytes()).toBeLessThanOrEqual(MOST_BYTES);
      await look(path.replaceAll(/\W+/g, '-'));
      expect(complaints.flat()).toEqual([]);
    },
  );

  it('is gone for a colleague who wrote one of its messages, and so is what was flagged', async () => {
    await zawadi.open(incident);
    const flag = (await desk.locator('main a[href^="/flags/"]').first().getAttribute('href')) ?? '';
    const found = async (path: string) => (await phone.goto(service.address + path))?.status();
    expect([await found(incident), await found(flag)]).toEqual([200, 200]);
    const form = desk.locator('form.act:has(input[name=act][value=recuse])');
    const colleague = form.locator('[name=person] option', { hasText: 'Amal Haddad' });
    const writer = form.locator('[name=member] option:not([value=""])').first();
    await desk.locator('details:has(input[value=recuse]) > summary').click();
    await screenshot(desk, 'incidents-desk-recusing');
    await press(desk, 'recuse', {
      person: (await colleague.getAttribute('value')) ?? '',
      member: (await writer.getAttribute('value')) ?? '',
    });
    expect([await found(incident), await found(flag)]).toEqual([404, 404]);
    expect((await desk.goto(service.address + flag))?.status()).toBe(200);
  });
});
