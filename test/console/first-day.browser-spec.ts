import { afterEach, describe, expect, it } from '@jest/globals';
import { aBrowser, complaintsOf } from './browser.js';
import type { Seat } from './browser.js';
import { clickThrough } from './click-through.js';
import { aConsoleApp } from './console-app.js';
import { screenshot } from './inspect-page.js';
import { WalkThrough } from './walk-through.js';

const SEATS: readonly (Seat & { readonly name: string })[] = [
  { name: 'en-desk', width: 1280, language: 'en' },
  { name: 'ar-phone', width: 390, language: 'ar' },
  { name: 'en-phone-without-scripts', width: 390, language: 'en', scripts: false },
];

for (const seat of SEATS) {
  const service = await aConsoleApp();
  const browser = await aBrowser(seat);
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  const person = new WalkThrough(page, service.address, seat.language);

  describe(`the first day, ${seat.name}`, () => {
    afterEach(() => {
      expect(complaints).toEqual([]);
    });

    it('begins with an organisation', async () => {
      await person.setUp(await service.setupLink());
      expect(new URL(page.url()).pathname).toBe('/groups/new');
      expect(await page.getAttribute('html', 'dir')).toBe(seat.language === 'ar' ? 'rtl' : 'ltr');
    });

    it('opens a group that nobody may read yet', async () => {
      await person.openGroup('Riverside_Savings_Group2');
      expect(await page.textContent('main')).toContain(person.say('group.reading.none'));
      await screenshot(page, `${seat.name}-group`);
    });

    it('records who decided and what people were told', async () => {
      await person.recordBasis();
      expect(await page.textContent('main')).toContain(person.say('basis.status.active'));
    });

    it('brings an export and sees what became of it', async () => {
      await person.importChat(service.clock.now());
      const told = await page.textContent('main');
      expect(told).toContain('chat.txt');
      expect(told).toContain(person.say('quarantine.broken-date'));
      await screenshot(page, `${seat.name}-import`);
    });

    it('finds the flagged messages with reasons, marks and pseudonyms', async () => {
      await person.follow('import.seeFlags');
      await page.locator('li.flag').first().waitFor();
      await screenshot(page, `${seat.name}-flags`);
      expect(await page.locator('li.flag .why li').count()).toBeGreaterThan(0);
      expect(await page.locator('li.flag mark').count()).toBeGreaterThan(0);
      expect(await page.textContent('main')).toMatch(/M-[0-9A-Z]{4}/);
      expect(await page.textContent('main')).not.toContain('Rafiki:');
    });

    it('opens one of them', async () => {
      await clickThrough(page.locator('li.flag .open').first());
      await page.getByRole('heading', { name: person.say('flags.why') }).waitFor();
      await screenshot(page, `${seat.name}-flag`);
    });
  });
}
