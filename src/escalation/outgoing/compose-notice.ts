import { DateTime } from 'luxon';
import type { StaffContact } from '../../people/index.js';
import type { Mail } from '../../platform/mail/index.js';
import words from './mail-words.json' with { type: 'json' };
import type { Outgoing } from './outgoing.repository.js';

export type NoticeLanguage = keyof typeof words;

/** The mail of a notice: reference, severity, link, and by when. Nothing of the matter itself, so nothing can leak. */
export function composeNotice(notice: Outgoing, to: StaffContact, link: string): Mail {
  const language: NoticeLanguage = to.language === 'ar' ? 'ar' : 'en';
  const say = words[language];
  const whole = language === 'ar' ? isolated : (text: string): string => text;
  const what = fill(say[notice.subjectKind], { reference: whole(notice.reference) });
  const level = String(notice.severity);
  const meaning = say.severity[notice.severity];
  const lines = [
    ...(notice.copy > 0 ? [say.again] : []),
    fill(say.asked, { what, level, meaning }),
    `${say.open}\n${link}`,
    ...(notice.runDueAt
      ? [fill(say.otherwise, { time: whole(momentOf(notice.runDueAt, notice.timezone)) })]
      : []),
    say.silent,
  ];
  return {
    to: to.email,
    language,
    subject: fill(say.subject, { what, level }),
    text: lines.join('\n\n'),
    id: messageId(notice),
  };
}

/** The same at every attempt of a copy; another copy is another mail. */
export function messageId({ id, copy }: Pick<Outgoing, 'id' | 'copy'>): string {
  return copy === 0 ? id : `${id}.${copy}`;
}

/** Digits and zone as they can be read everywhere. */
function momentOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd HH:mm '('z')'", { locale: 'en' });
}

/** Kept together inside a sentence that runs from right to left. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
