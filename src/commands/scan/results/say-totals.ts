import type { Totals } from './result.js';

const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** What was read, what needs a human, and what nobody should read "nothing" into. */
export function sayTotals(totals: Totals): string {
  const lines = [`${totals.messages} messages read, ${totals.flagged} need a human.`];
  if (totals.notSure > 0) lines.push(`Not sure about ${totals.notSure}.`);
  for (const [language, messages] of totals.unread) {
    lines.push(`${messages} in ${nameOf(language)} could not be judged by their words.`);
  }
  if (totals.unreadLines > 0) lines.push(`${totals.unreadLines} entries of the file could not be read.`);
  return `${lines.join('\n')}\n`;
}

function nameOf(language: string): string {
  return language === 'und' ? 'a language nobody recognised' : (NAMES.of(language) ?? language);
}
