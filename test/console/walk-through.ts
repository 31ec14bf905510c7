import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import type { Locator, Page } from 'playwright-core';
import { readerOf } from '../../src/console/words/reader.js';
import type { Fillings, Word } from '../../src/console/words/words.js';
import { clickThrough } from './click-through.js';

/** Invented people bring an invented chat of the last days: `D-2` in the fixture is the day before yesterday. */
export function chatBefore(now: Date): { name: string; mimeType: string; buffer: Buffer } {
  const template = readFileSync(new URL('./fixtures/chat.txt', import.meta.url), 'utf8');
  const today = DateTime.fromJSDate(now, { zone: 'Africa/Nairobi' });
  const text = template.replace(/^D-(\d)/gm, (_mark, days) =>
    today.minus({ days: Number(days) }).toFormat('dd/MM/yyyy'),
  );
  return { name: 'chat.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
}

export const FOUNDER = { email: 'zawadi@example.org', password: 'maji ya kunywa safi sana' } as const;

/** The way of a new organisation, step by step, as a person clicks it; words come from the console's own catalogue. */
export class WalkThrough {
  constructor(
    readonly page: Page,
    private readonly address: string,
    private readonly language: 'en' | 'ar',
  ) {}

  say(word: Word, fillings?: Fillings): string {
    return readerOf(this.language).say(word, fillings);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.address + path);
  }

  button(word: Word): Locator {
    return this.page.getByRole('button', { name: this.say(word), exact: true });
  }

  async submit(word: Word): Promise<void> {
    await clickThrough(this.button(word));
  }

  link(word: Word): Locator {
    return this.page
      .locator('main')
      .getByRole('link', { name: this.say(word), exact: true })
      .first();
  }

  async follow(word: Word): Promise<void> {
    await clickThrough(this.link(word));
  }

  async setUp(link: string): Promise<void> {
    await this.open(link);
    await this.page.fill('#organisation', 'Riverside Relief');
    await this.page.fill('#programme', 'Riverside savings');
    await this.page.fill('#timezone', 'Africa/Nairobi');
    await this.page.fill('#name', 'Zawadi Mwangi');
    await this.page.fill('#email', FOUNDER.email);
    await this.page.fill('#password', FOUNDER.password);
    await this.page.check(`[name=language][value=${this.language}]`);
    await this.submit('setup.submit');
  }

  async signIn(who: { readonly email: string; readonly password: string } = FOUNDER): Promise<void> {
    await this.page.fill('#email', who.email);
    await this.page.fill('#password', who.password);
    await this.submit('signIn.submit');
  }

  async openGroup(name: string): Promise<void> {
    await this.open('/groups/new');
    await this.page.fill('#name', name);
    await this.page.selectOption('#mainLanguage', 'swa');
    for (const language of ['eng', 'ara']) await this.page.check(`[name=languages][value=${language}]`);
    await this.page.fill('#regions', this.language === 'ar' ? 'كينيا، أوغندا' : 'Kenya, UG');
    await this.page.fill('#sizeLimit', '50');
    await this.submit('groups.create');
  }

  /** From the group's own page. */
  async recordBasis(): Promise<void> {
    await this.follow('group.recordNow');
    for (const [name, value] of Object.entries({
      powerImbalance: 'no',
      basis: 'consent',
      method: 'vote',
      expressedBy: 'self',
    }))
      await this.page.check(`[name=${name}][value=${value}]`);
    await this.page.fill('#decidedBy', 'Group assembly');
    await this.submit('basis.submit');
  }

  /** From the group's own page to the finished import. */
  async importChat(now: Date): Promise<void> {
    await this.follow('group.importNow');
    await this.page.setInputFiles('#file', chatBefore(now));
    await this.button('upload.submit').click();
    await this.page.waitForURL('**/imports/*');
    // Walking it is work that goes on behind the page.
    const done = this.page.getByRole('heading', { level: 1, name: this.say('import.done') });
    await done.waitFor({ timeout: 60_000 });
  }
}
