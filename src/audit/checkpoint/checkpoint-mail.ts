import type { SignedSize } from '../export/log.repository.js';
import words from './mail-words.json' with { type: 'json' };

type MailLanguage = keyof typeof words;

/** What the keeper of a checkpoint reads: the note itself, and what it is good for. */
export function sayCheckpoint(
  { size, note }: SignedSize,
  language: string,
): { readonly subject: string; readonly text: string } {
  const say = words[isMailLanguage(language) ? language : 'en'];
  const subject = say.subject.replace('{size}', String(size));
  return { subject, text: [say.keep, note.trimEnd(), say.use].join('\n\n') };
}

function isMailLanguage(language: string): language is MailLanguage {
  return language in words;
}
