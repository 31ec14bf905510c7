import type { Locator } from 'playwright-core';

/** Clicks, and waits for the page that this leads to. The page in front counts as loaded until it is left. */
export async function clickThrough(button: Locator): Promise<void> {
  await Promise.all([button.page().waitForEvent('load'), button.click()]);
}
