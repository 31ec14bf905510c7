import type { InboundMessage, Media } from '../../../kernel/message.js';
import type { SystemEvent } from '../../channel.js';
import type { Family } from '../stamps/scan-stamp.js';
import { withoutMarks, wordingKey } from '../text/fold-characters.js';
import type { Names } from './count-names.js';
import { eventFrom, isNotice, matchSystem } from './match-system.js';
import type { WholeText } from './read-media.js';
import {
  attachedFile,
  deletedByAdmin,
  isLocation,
  isViewOnce,
  mediaKind,
  mediaNamed,
  soundsOmitted,
  wholeText,
} from './read-media.js';
import { textStart } from './read-sender.js';

/** What stands behind a timestamp. */
export type Body =
  | { readonly kind: 'system'; readonly event: SystemEvent }
  | {
      readonly kind: 'message';
      /** As written; `SenderBook` makes a person of it. */
      readonly name: string;
      readonly text: string;
      readonly state: InboundMessage['state'];
      readonly media: readonly Media[];
    };

export interface BodyContext {
  readonly family: Family;
  readonly names: Names;
  readonly media: ReadonlyMap<string, Media>;
  /** Wording keys in angle brackets that this file repeats: media left out, in words nobody has collected. */
  readonly placeholders: ReadonlySet<string>;
  /** False in files that put the mark in front of nearly every text, where it says nothing. */
  readonly markIsSign: boolean;
}

/** A prefix seen more often than this is a name, whatever it looks like. */
const SURELY_A_NAME = 3;

/** System lines of the app are one line; the longest known has 320 characters. */
const LONGEST_MARKED_EVENT = 400;

const LEFT_TO_RIGHT_MARK = '\u200e';
const RIGHT_TO_LEFT_MARK = '\u200f';
const NOTHING: readonly Media[] = [];

/** Tells members' words from the app's own, and words from media. */
export function readBody(body: string, context: BodyContext): Body {
  const colon = context.names.endOf(body);
  if (colon < 0) return { kind: 'system', event: eventFrom(matchSystem(firstLine(body))) };
  const name = body.slice(0, colon);
  const match = looksLikeSentence(name, context.names) ? matchSystem(body) : null;
  if (match || isUnknownSentence(name, context.names)) return { kind: 'system', event: eventFrom(match) };
  const written = body.slice(textStart(body, colon));
  return spokenByApp(name, written, context) ?? readMessage(name, written, context);
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}

/** Whether it is worth asking if the text before the colon is the beginning of a system line. */
function looksLikeSentence(name: string, names: Names): boolean {
  return names.timesSeen(name) < SURELY_A_NAME || name.length > 40 || /["“«„「『]/.test(name);
}

/** `Ana renamed the group from "Aid` in words nobody has collected: a quote that does not close, or a full stop. */
function isUnknownSentence(name: string, names: Names): boolean {
  const seen = names.timesSeen(name) >= SURELY_A_NAME;
  const quotes = name.match(/["“”«»„「」『』]/g)?.length ?? 0;
  if (quotes === 1) return name.length > (seen ? 20 : 12);
  return !seen && name.length > 50 && name.includes('. ');
}

/**
 * iOS writes the app's own sentences like messages and only puts a mark in front, which it also does for media,
 * deleted messages, polls and places. Some Android releases write `Ana: Ana changed ...`, without a mark.
 */
function spokenByApp(name: string, written: string, context: BodyContext): Body | null {
  const mark = written[0];
  if (mark !== LEFT_TO_RIGHT_MARK && mark !== RIGHT_TO_LEFT_MARK) return unmarkedNotice(name, written);
  const text = withoutMarks(written).trim();
  if (wholeText(text) === 'call') return { kind: 'system', event: eventFrom(null) };
  if (isViewOnce(text) || isMembersOwn(text, written)) return null;
  const match = matchSystem(text);
  if (match) return { kind: 'system', event: eventFrom(match) };
  const unknown = mark === LEFT_TO_RIGHT_MARK && context.markIsSign && readsAsEvent(text, context);
  return unknown ? { kind: 'system', event: eventFrom(null) } : null;
}

/** Where marks were lost: a notice word for word, or a known sentence that begins with its own sender. */
function unmarkedNotice(name: string, written: string): Body | null {
  if (isNotice(written)) return { kind: 'system', event: eventFrom(null) };
  if (!written.startsWith(name)) return null;
  const match = matchSystem(written);
  return match ? { kind: 'system', event: eventFrom(match) } : null;
}

/** Media, deleted messages, polls and places carry the mark too, and are what a member sent. */
function isMembersOwn(text: string, written: string): boolean {
  const what = wholeText(firstLine(text));
  if (what !== null) return true;
  const last = wholeText(written.slice(written.lastIndexOf(LEFT_TO_RIGHT_MARK) + 1));
  if (last !== null) return true;
  return (
    attachedFile(firstLine(text)) !== null ||
    attachedFile(text) !== null ||
    deletedByAdmin(text) ||
    isLocation(text)
  );
}

/** A marked line in unknown words is an event when it is one short line, without a link, not about something left out. */
function readsAsEvent(text: string, context: BodyContext): boolean {
  if (context.family === 'android' || text.length === 0) return false;
  if (text.length > LONGEST_MARKED_EVENT || text.includes('\n')) return false;
  return !/https?:\/\//.test(text) && !soundsOmitted(text) && !context.placeholders.has(wordingKey(text));
}

function readMessage(name: string, written: string, context: BodyContext): Body {
  const trimmed = written.trimEnd();
  const { text, edited } = withoutEditedNote(trimmed);
  const first = firstLine(text);
  const what = wholeText(first) ?? unknownPlaceholder(first, context);
  if (what === 'deleted' || deletedByAdmin(text)) {
    return { kind: 'message', name, text: '', state: 'deleted', media: NOTHING };
  }
  const state = edited ? 'edited' : 'sent';
  const kind = what === null ? null : mediaKind(what);
  if (kind !== null) {
    return {
      kind: 'message',
      name,
      text: rest(text, first),
      state,
      media: [{ kind, name: null, sha256: null }],
    };
  }
  const media = mediaIn(text, first, context);
  return { kind: 'message', name, state, ...(media ?? { text: plain(text), media: NOTHING }) };
}

/** The note that a message was edited stands at its end, in angle brackets. */
function withoutEditedNote(text: string): { readonly text: string; readonly edited: boolean } {
  if (!text.endsWith('>')) return { text, edited: false };
  const at = text.lastIndexOf('<');
  if (at < 0 || wholeText(text.slice(at)) !== 'edited') return { text, edited: false };
  const before = text.slice(0, at).trimEnd();
  return { text: before.endsWith(LEFT_TO_RIGHT_MARK) ? before.slice(0, -1).trimEnd() : before, edited: true };
}

function unknownPlaceholder(first: string, context: BodyContext): WholeText | null {
  const key = first.length <= 80 && first.endsWith('>') ? wordingKey(first) : '';
  if (key.startsWith('<') && (context.placeholders.has(key) || soundsOmitted(key))) return 'omitted';
  if (!first.startsWith(LEFT_TO_RIGHT_MARK)) return null;
  return soundsOmitted(first) || isViewOnce(first) ? 'omitted' : null;
}

type Found = { readonly text: string; readonly media: readonly Media[] } | null;

function mediaIn(text: string, first: string, context: BodyContext): Found {
  if (isLocation(text)) {
    // The link stays: where somebody is may be personal data exposed.
    return { text: plain(text), media: [{ kind: 'location', name: null, sha256: null }] };
  }
  return fileIn(text, first, context) ?? omittedBehindCaption(text);
}

function fileIn(text: string, first: string, context: BodyContext): Found {
  const last = text.charAt(text.length - 1);
  const firstEnd = first.charAt(first.length - 1);
  if (!')>'.includes(firstEnd) && !first.includes('.') && last !== '>') return null;
  const own = attachedFile(first);
  if (own) {
    const caption = [own.before, rest(text, first)].filter((part) => part !== '').join('\n');
    return { text: caption, media: [mediaNamed(own.file, context.media)] };
  }
  if (last !== '>' || first === text) return null;
  const at = text.lastIndexOf('\n');
  const behind = attachedFile(text.slice(at + 1));
  if (!behind) return null;
  const caption = [plain(text.slice(0, at)), behind.before].filter((part) => part !== '').join('\n');
  return { text: caption, media: [mediaNamed(behind.file, context.media)] };
}

/** `report.pdf - 12 pages <mark>document omitted`: what was left out stands behind the last mark. */
function omittedBehindCaption(text: string): Found {
  const at = Math.max(text.lastIndexOf(LEFT_TO_RIGHT_MARK), text.lastIndexOf(RIGHT_TO_LEFT_MARK));
  if (at < 0) return null;
  const what = wholeText(text.slice(at + 1));
  const kind = what === null ? null : mediaKind(what);
  if (kind === null) return null;
  const before = plain(text.slice(0, at));
  const file = /^([^\n]{1,200}\.[A-Za-z0-9]{1,8})(?: • [^\n]*)?$/u.exec(before)?.[1];
  if (kind !== 'document' || !file) return { text: before, media: [{ kind, name: null, sha256: null }] };
  return { text: '', media: [{ kind, name: file, sha256: null }] };
}

function rest(text: string, first: string): string {
  return first.length < text.length ? plain(text.slice(first.length + 1)) : '';
}

/** Marks at the edges are the phone's; inside a text they are the writer's. */
function plain(text: string): string {
  const trimmed = text.trim();
  const first = trimmed.charCodeAt(0);
  const last = trimmed.charCodeAt(trimmed.length - 1);
  if (!isEdgeMark(first) && !isEdgeMark(last)) return trimmed;
  return trimmed.replace(/^[\s\u200e\u200f]+|[\s\u200e\u200f]+$/g, '');
}

function isEdgeMark(code: number): boolean {
  return code === 0x200e || code === 0x200f;
}
