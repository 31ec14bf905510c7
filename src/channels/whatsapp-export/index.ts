/**
 * Reads chats that people export from WhatsApp, whatever phone, language, clock or calendar wrote them; never keeps
 * media files, never guesses who is behind a name.
 *
 * Variants: `<platform>[-time-first][-month-name|-no-year]-<24h|12h>`, where the platform is `android` (a dash behind
 * the time), `ios` (the time in brackets) or `ios-old` (a colon behind the time), e.g. `android-12h`, `ios-24h`,
 * `ios-time-first-24h`, `android-time-first-month-name-24h`, `android-no-year-12h`.
 *
 * How lines end up: a deleted message is a message without text; media left out or attached are messages with media;
 * calls are events. An entry with an impossible date, a broken character or more than 1 MiB is quarantined as a whole
 * under the line it begins on. Text before the first timestamp is one `half-line`, and so is a timestamp or a known
 * name that the end of the file cuts. A year left out continues the entry before, forward in time; at the start of a
 * file it is counted back from the first year that a date or a media file's name tells, otherwise from 2014.
 */
export { whatsappExport } from './whatsapp-export.js';
