import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';

/** As quiet as a browser can be: no GPU, no updates, nothing sent anywhere. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page that takes longer than this on a busy machine is broken. */
const PATIENCE_MS = 10_000;

/** What a person sits in front of. */
export interface Seat {
  readonly width: number;
  readonly language: 'en' | 'ar';
  readonly scripts?: boolean;
  readonly dark?: boolean;
}

/** A browser with an empty profile of its own, closed after the file's last test. */
export async function aBrowser(seat: Seat): Promise<BrowserContext> {
  const profile = await mkdtemp(join(tmpdir(), 'mlinzi-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: FLAGS,
    viewport: { width: seat.width, height: seat.width < 600 ? 844 : 800 },
    locale: seat.language,
    colorScheme: seat.dark ? 'dark' : 'light',
    javaScriptEnabled: seat.scripts ?? true,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  afterAll(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });
  return context;
}

/** Everything a page complains about: refused scripts and styles, errors, answers that broke. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return complaints;
}
