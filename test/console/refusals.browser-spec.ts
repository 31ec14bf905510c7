import { beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser } from './browser.js';
import { aConsoleApp } from './console-app.js';
import { expectAccessible, screenshot } from './inspect-page.js';
import { WalkThrough } from './walk-through.js';

const service = await aConsoleApp();
const link = await service.setupLink();
const browser = await aBrowser({ width: 390, language: 'en' });
const page = await browser.newPage();
const person = new WalkThrough(page, service.address, 'en');

const path = () => new URL(page.url()).pathname;
const faultAt = (field: string) => page.textContent(`#${field}-fault`);

describe('before anybody has set the service up', () => {
  it('says where the link is, to whoever comes by', async () => {
    await person.open('/flags');
    expect(path()).toBe('/sign-in');
    expect(await page.textContent('main')).toContain(person.say('setup.openLink'));
  });

  it('says what is wrong beside each field, and keeps what was typed', async () => {
    await person.open(link);
    await page.fill('#organisation', 'Riverside Relief');
    await page.fill('#email', 'zawadi');
    await page.fill('#password', 'password');
    await person.submit('setup.submit');
    expect(await page.inputValue('#organisation')).toBe('Riverside Relief');
    expect(await page.inputValue('#password')).toBe('');
    expect(await faultAt('name')).toContain(person.say('fault.required'));
    expect(await faultAt('email')).toContain(person.say('fault.email'));
    expect(await page.getAttribute('#email', 'aria-describedby')).toBe('email-fault');
    await expectAccessible(page);
    await screenshot(page, 'setup-faults');
  });

  it('opens nothing with a link that is not the one', async () => {
    await person.open('/setup?token=guess');
    await page.fill('#organisation', 'Somebody else');
    await page.fill('#programme', 'Else');
    await page.fill('#name', 'Else');
    await page.fill('#email', 'else@example.org');
    await page.fill('#password', 'maji ya kunywa safi sana');
    await person.submit('setup.submit');
    expect(await page.textContent('main')).toContain(person.say('setup.expiredTitle'));
  });
});

describe('a person at work', () => {
  beforeAll(async () => {
    await person.setUp(link);
  });

  it('cannot use the link a second time', async () => {
    await person.open(link);
    expect(await page.textContent('main')).toContain(person.say('setup.expiredTitle'));
  });

  it('is told why consent does not hold where people feel they must say yes', async () => {
    await person.openGroup('Riverside_Savings_Group2');
    await person.follow('group.recordNow');
    await page.check('[name=powerImbalance][value=yes]');
    for (const [name, value] of Object.entries({ basis: 'consent', method: 'vote', expressedBy: 'self' }))
      await page.check(`[name=${name}][value=${value}]`);
    await page.fill('#decidedBy', 'Group assembly');
    await person.submit('basis.submit');
    expect(await faultAt('basis')).toContain(person.say('basis.fault.notFree'));
    await expectAccessible(page);
  });

  it('is kept from importing what nobody agreed to have read', async () => {
    await person.open(`${path().replace('/basis', '')}/import`);
    expect(await page.textContent('main')).toContain(person.say('upload.noBasis'));
    expect(await page.locator('input[type=file]').count()).toBe(0);
  });

  it('is told in plain words that a picture is no chat', async () => {
    await person.open(path().replace('/import', ''));
    await person.recordBasis();
    await person.follow('group.importNow');
    const buffer = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 0, 1, 2, 3]);
    await page.setInputFiles('#file', { name: 'photo.png', mimeType: 'image/png', buffer });
    await person.button('upload.submit').click();
    await page.locator('#file-fault').waitFor();
    expect(await faultAt('file')).toContain(person.say('upload.fault.binary'));
  });

  it('gets a page in plain words for an address that leads nowhere', async () => {
    for (const nowhere of ['/flags/6f1d7c1e-0000-4000-8000-000000000001', '/groups/x', '/nowhere']) {
      const answer = await page.goto(service.address + nowhere);
      expect(answer?.status()).toBe(404);
      expect(await page.textContent('h1')).toBe(person.say('error.404.title'));
    }
  });

  it('is refused when the form was not shown by this console', async () => {
    await person.open('/groups/new');
    await page.locator('main [name=_csrf]').evaluate((field) => {
      field.setAttribute('value', 'forged');
    });
    await page.fill('#name', 'Forged');
    await person.submit('groups.create');
    expect(await page.textContent('h1')).toBe(person.say('error.403.title'));
  });

  it('leaves nothing in a cache', async () => {
    const answer = await page.goto(`${service.address}/groups`);
    expect(await answer?.headerValue('cache-control')).toBe('no-store');
  });

  it('signs out, and comes back to the page they wanted', async () => {
    await person.submit('layout.signOut');
    expect(path()).toBe('/sign-in');
    await person.open('/settings/about');
    await page.fill('#email', 'zawadi@example.org');
    await page.fill('#password', 'not the password at all');
    await person.submit('signIn.submit');
    expect(await page.textContent('[role=alert]')).toContain(person.say('signIn.wrong'));
    await person.signIn();
    expect(path()).toBe('/settings/about');
  });
});
