import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Mailbox } from '../harness/mailbox.js';
import { textOf } from '../harness/mailbox.js';
import { built } from '../harness/processes.js';
import { clickThrough } from './click-through.js';
import { FOUNDER } from './walk-through.js';
import type { WalkThrough } from './walk-through.js';

/** From a mail's link to the end of the incident, as people press it: the page names the next thing, they do it. */
export class WholeMatter {
  constructor(
    private readonly person: WalkThrough,
    private readonly second: WalkThrough,
  ) {}

  private get page(): Page {
    return this.person.page;
  }

  /** Opens the link of the mail, as a mail program would. */
  async openFromMail(mailbox: Mailbox): Promise<void> {
    const link = severeLinkIn(mailbox) ?? '';
    expect(link).not.toBe('');
    // The test's service listens where the system lets it, which no setting knows beforehand.
    await this.person.open(new URL(link).pathname);
  }

  /** Answers the notice; the address of the incident. */
  async answer(): Promise<string> {
    await this.person.submit('notices.answer');
    return new URL(this.page.url()).pathname;
  }

  async confirm(): Promise<void> {
    await this.person.submit('incidents.act.takeCommand');
    await this.person.submit('incidents.act.confirm');
  }

  /** Every step that is open: finished, with what was found and how it turned out. Answers how many there were. */
  async workThroughPlaybook(): Promise<number> {
    const open = this.page.locator('form:has(input[name=act][value=finish_step])');
    for (let done = 0; ; done += 1) {
      if ((await open.count()) === 0) return done;
      const form = open.first();
      await unfold(form);
      const outcome = form.locator('select[name=outcome]');
      if ((await outcome.count()) > 0) await outcome.selectOption({ index: 1 });
      await form.locator('textarea[name=evidence]').fill('Asked the office by phone; it is not theirs.');
      await clickThrough(form.locator('button'));
    }
  }

  async containAndResolve(): Promise<void> {
    await this.person.submit('incidents.act.contain');
    const wishes = this.page.locator('form:has(input[name=wishes][value=not_safely_obtainable])');
    await unfold(wishes);
    await clickThrough(wishes.locator('button'));
    const resolve = this.page.locator('form:has(input[name=act][value=resolve])');
    await resolve.locator('select[name=reason]').selectOption('ended');
    await clickThrough(resolve.locator('button'));
  }

  /** What was ever severe takes two people, and one of them never commanded it. */
  async close(incident: string): Promise<void> {
    await this.person.submit('incidents.act.askClose');
    await this.second.open(incident);
    await this.second.submit('incidents.act.agree');
  }
}

/** Signs in at the front door, and accepts the code of conduct where this is the first time. */
export async function enter(person: WalkThrough, who: { email: string; password: string }): Promise<void> {
  await person.open('/sign-in');
  await person.signIn(who);
  const conduct = person.page.locator('form[action="/enter/conduct"] button.main');
  if ((await conduct.count()) > 0) await clickThrough(conduct);
}

/** What severity 2 is called in a mail. */
const SEVERE = /serious harm under way|ضرر جسيم يقع الآن/;

/** The link of the first mail about something severe to the person who sits there; undefined until it came. */
export function severeLinkIn({ mails }: Mailbox): string | undefined {
  const texts = mails.filter(({ to }) => to.includes(FOUNDER.email)).map(textOf);
  return texts.filter((text) => SEVERE.test(text)).flatMap((text) => LINK.exec(text) ?? [])[0];
}

const LINK = /https?:\/\/\S+\/n\/\S+/;

/** What lies behind a fold is opened as a person would, outermost first. */
async function unfold(form: Locator): Promise<void> {
  const folds = form.locator('xpath=ancestor::details[not(@open)]');
  while ((await folds.count()) > 0) await folds.first().locator('summary').first().click();
}

/** The log as its page hands it out, checked by the program that comes with it: one file, plain Node, an empty folder. */
export async function checkTakenLog(officer: WalkThrough): Promise<string> {
  const { page } = officer;
  await officer.open('/audit');
  const [download] = await Promise.all([page.waitForEvent('download'), officer.link('audit.export').click()]);
  const folder = await mkdtemp(join(tmpdir(), 'mlinzi-log-'));
  try {
    const [log, script] = [join(folder, 'log.jsonl'), join(folder, 'verify.mjs')];
    await download.saveAs(log);
    // What the page offers beside it is this file, compiled; the sources cannot run by themselves.
    await copyFile(join(await built(), 'src/audit/verify/verify-export.js'), script);
    return await new Promise((resolve) => {
      execFile(execPath, [script, log], { cwd: folder }, (_error, out, err) => {
        resolve(out + err);
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
