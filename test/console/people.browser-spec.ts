import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { codeAt } from '../../src/people/entry/one-time-codes.js';
import { aBrowser, complaintsOf } from './browser.js';
import { clickThrough } from './click-through.js';
import { aConsoleApp } from './console-app.js';
import { aMeter, expectAccessible, expectNoSidewaysScroll, screenshot } from './inspect-page.js';
import { WalkThrough } from './walk-through.js';

const MOST_BYTES = 50_000;

const service = await aConsoleApp();
const desk = await (await aBrowser({ width: 1280, language: 'en' })).newPage();
const phone = await (await aBrowser({ width: 390, language: 'ar' })).newPage();
const zawadi = new WalkThrough(desk, service.address, 'en');
const nia = new WalkThrough(phone, service.address, 'ar');
const PASSWORD = 'mvua kubwa ya masika';

beforeAll(async () => {
  await zawadi.setUp(await service.setupLink());
  await zawadi.openGroup('Riverside_Savings_Group2');
});

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

/** The link as the inviter sees it, on the host of this test. */
async function linkOn(page: Page): Promise<string> {
  const link = (await page.locator('.secret').textContent()) ?? '';
  return link.replace(/^http:\/\/[^/]+/, '');
}

describe('Somebody new', () => {
  it('is invited by link, chooses a password, agrees, and is in', async () => {
    const complaints = complaintsOf(phone);
    await zawadi.open('/staff/invite');
    await look(desk, 'en-desk-invite');
    await desk.fill('#email', 'nia@example.org');
    await desk.selectOption('#role', 'coordinator');
    await desk.selectOption('#place', { index: 2 });
    await zawadi.submit('invite.submit');
    await look(desk, 'en-desk-invited');
    const link = await linkOn(desk);
    await zawadi.open('/staff');
    await look(desk, 'en-desk-staff');
    await nia.open(link);
    await look(phone, 'ar-phone-accept');
    await phone.fill('#name', 'نيا أوتيينو');
    await phone.fill('#password', PASSWORD);
    await nia.submit('accept.submit');
    expect(await phone.locator('.fault').count()).toBeGreaterThan(0);
    await phone.fill('#password', PASSWORD);
    await phone.check('#acceptsConduct');
    await nia.submit('accept.submit');
    expect(new URL(phone.url()).pathname).toBe('/flags');
    await nia.open(link);
    expect(await phone.textContent('h2')).toBe(nia.say('accept.used'));
    // The form that was not accepted, and the link that was used.
    expect(complaints.filter((said) => !/422|410/.test(said))).toEqual([]);
  });

  it('protects the account with a second factor, and shows it at the door', async () => {
    await nia.open('/account');
    await look(phone, 'ar-phone-account');
    await nia.submit('account.factor.begin');
    await look(phone, 'ar-phone-enrol');
    const secret = ((await phone.locator('.secret').textContent()) ?? '').replace(/\s/g, '');
    await phone.fill('#code', codeAt(secret, service.clock.now()));
    await nia.submit('enrol.submit');
    expect(await phone.locator('.codes li').count()).toBe(10);
    await look(phone, 'ar-phone-codes');
    const recovery = (await phone.locator('.codes li').first().textContent()) ?? '';
    await nia.open('/account');
    await nia.submit('layout.signOut');
    await phone.fill('#email', 'nia@example.org');
    await phone.fill('#password', PASSWORD);
    await nia.submit('signIn.submit');
    await look(phone, 'ar-phone-code');
    await phone.fill('#code', recovery);
    await nia.submit('code.submit');
    expect(new URL(phone.url()).pathname).toBe('/flags');
  });

  it('is signed out at once when the login is closed', async () => {
    await zawadi.open('/staff');
    await clickThrough(desk.getByRole('link', { name: 'نيا أوتيينو' }));
    await look(desk, 'en-desk-person');
    await zawadi.submit('person.disable');
    await nia.open('/account');
    expect(new URL(phone.url()).pathname).toBe('/sign-in');
  });
});

describe('A program', () => {
  it('gets a token that is shown once', async () => {
    await zawadi.open('/tokens');
    await desk.fill('#name', 'Nightly export');
    await desk.selectOption('#place', 'all');
    await desk.check('[name=permissions][value="groups.read"]');
    await zawadi.submit('tokens.make');
    await look(desk, 'en-desk-token');
    const token = (await desk.locator('.secret').textContent()) ?? '';
    const answer = await fetch(`${service.address}/api/v1/groups`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    await zawadi.open('/tokens');
    expect(await desk.content()).not.toContain(token);
    await look(desk, 'en-desk-tokens');
  });
});

describe.each(['/staff', '/staff/invite', '/account', '/tokens'])('%s', (path) => {
  it.each(['en', 'ar'])('is light and reads well on a phone in %s', async (language) => {
    await desk.setViewportSize({ width: 390, height: 800 });
    const bytes = aMeter(desk);
    await desk.goto(`${service.address}${path}?lang=${language}`, { waitUntil: 'networkidle' });
    await look(desk, `${language}-phone-${path.slice(1).replace('/', '-')}`);
    expect(await bytes()).toBeLessThanOrEqual(MOST_BYTES);
  });
});
