import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { DecisionKind } from '../../src/review/index.js';
import { aBrowser, complaintsOf } from './browser.js';
import { clickThrough } from './click-through.js';
import { aConsoleApp } from './console-app.js';
import { expectAccessible, expectNoSidewaysScroll, screenshot } from './inspect-page.js';
import { startTogether } from './start-together.js';
import { WalkThrough } from './walk-through.js';

const service = await aConsoleApp();
const desk = await (await aBrowser({ width: 1280, language: 'en' })).newPage();
const phone = await (await aBrowser({ width: 390, language: 'ar' })).newPage();
const zawadi = new WalkThrough(desk, service.address, 'en');
const amal = new WalkThrough(phone, service.address, 'ar');
/** A conflict is an answer, not a fault of the page; browsers complain of every 4xx. */
const complaints = [complaintsOf(desk), complaintsOf(phone)];
const flags: string[] = [];

beforeAll(async () => {
  await startTogether(service, { zawadi, amal, role: 'community_manager' });
  await zawadi.open('/flags');
  for (const link of await desk.locator('li.flag .open').all())
    flags.push((await link.getAttribute('href')) ?? '');
  expect(flags.length).toBeGreaterThan(2);
});

async function decide(person: WalkThrough, kind: DecisionKind): Promise<void> {
  const button = person.page.locator(`.decide button[value=${kind}]`);
  if (!(await button.isVisible())) await person.page.locator('.decide .menu summary').click();
  await clickThrough(button);
}

const words = (page: Page) => page.locator('main').innerText();

describe('two reviewers at the same flag', () => {
  it('see it both, and the second to decide is told who was first, what and when', async () => {
    await zawadi.open(flags[0] ?? '');
    await amal.open(flags[0] ?? '');
    await screenshot(desk, 'review-en-1280-flag');
    await screenshot(phone, 'review-ar-390-flag');
    await expectNoSidewaysScroll(phone);
    await expectAccessible(phone);
    await decide(zawadi, 'nothing_wrong');
    expect(await words(desk)).toContain(
      zawadi.say('flags.done', { decision: zawadi.say('decision.nothing_wrong') }),
    );
    expect(new URL(desk.url()).pathname).not.toBe(flags[0]);
    await screenshot(desk, 'review-en-1280-next');
    await decide(amal, 'warn');
    const alert = await phone.locator('[role=alert]').innerText();
    expect(alert).toContain('Zawadi Mwangi');
    expect(alert).toContain(amal.say('decision.nothing_wrong'));
    await screenshot(phone, 'review-ar-390-late');
    expect(await phone.locator('.decide').count()).toBe(0);
  });

  it('keep out of each other’s way once one of them is on it', async () => {
    await zawadi.open(flags[1] ?? '');
    await desk.keyboard.press('c');
    await desk.getByText(zawadi.say('flags.claim.release')).waitFor();
    await amal.open(flags[1] ?? '');
    expect(await words(phone)).toContain('Zawadi Mwangi');
    expect(await phone.locator('.decide').count()).toBe(0);
    await amal.open('/flags');
    await screenshot(phone, 'review-ar-390-queue');
    expect(await phone.locator('.chip.held').first().innerText()).toContain('Zawadi Mwangi');
  });

  it('decide with a key, and take it back with one', async () => {
    await zawadi.open(flags[1] ?? '');
    await desk.keyboard.press('m');
    await desk.keyboard.type('Spoke to her, she will not.');
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('w');
    await desk.locator('.done').waitFor();
    await desk.keyboard.press('u');
    await desk.getByText(zawadi.say('decision.reversal.undone')).waitFor();
    expect(await words(desk)).toContain('Spoke to her');
    await screenshot(desk, 'review-en-1280-undone');
    await expectAccessible(desk);
  });

  it('see the conversation, and send what the channel cannot do', async () => {
    await amal.open(flags[2] ?? '');
    expect(await phone.locator('.ctx .line').count()).toBeGreaterThan(1);
    await clickThrough(phone.locator('.ctx a'));
    expect(new URL(phone.url()).searchParams.get('around')).toBe('more');
    await decide(amal, 'ask_delete');
    await amal.open(flags[2] ?? '');
    await screenshot(phone, 'review-ar-390-follow-up');
    await expectAccessible(phone);
    expect(await phone.locator('.follow-up textarea').inputValue()).toContain('Riverside_Savings_Group2');
    await clickThrough(phone.getByRole('button', { name: amal.say('flags.ask.sayDone') }));
    await clickThrough(phone.getByRole('button', { name: amal.say('flags.undo') }));
    expect(await phone.locator('[role=alert]').innerText()).toBe(amal.say('flags.refused.effect-left'));
    await screenshot(phone, 'review-ar-390-effect-left');
    await zawadi.open(flags[2] ?? '');
    await screenshot(desk, 'review-en-1280-follow-up');
  });

  it('break nothing in their browsers', () => {
    expect(complaints.flat().filter((complaint) => !complaint.includes('409'))).toEqual([]);
  });
});
