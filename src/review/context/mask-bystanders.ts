import type { MemberId } from '../../kernel/ids.js';

/** What stands where something was that leads to a person. */
export const MASKED = '[…]';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const HANDLE = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}/gu;
/** Addresses that are a person's: `wa.me/2547...`, `t.me/name`, profile pages. Other links are evidence and stay. */
const PROFILE =
  /(?:https?:\/\/)?(?:www\.)?(?:wa\.me|t\.me|m\.me|instagram\.com|facebook\.com|fb\.com|tiktok\.com)\/\S+/giu;
/** Seven digits or more in any script with what people put between them: the shortest numbers with an area code. */
const PHONE = /(?<!\p{Nd})\+?\p{Nd}(?:[\s().\-\u00a0\u2010-\u2015]{0,2}\p{Nd}){6,}(?!\p{Nd})/gu;

/** Shorter parts of names are words more often than names. */
const SHORTEST_PART = 3;

interface Named {
  readonly pattern: RegExp;
  readonly mask: string;
}

/**
 * Hides who is spoken of: mail addresses, numbers, handles, profile links, and what the people of the group are called,
 * in whole or in part. Over-masking costs a reviewer a word; under-masking costs a bystander more.
 */
export class BystanderMask {
  private readonly names: readonly Named[];

  /** `letterOf` names those who appear in the conversation; everybody else becomes `[…]`. */
  constructor(
    handles: readonly { readonly memberId: MemberId; readonly handle: string }[],
    letterOf: ReadonlyMap<MemberId, string>,
  ) {
    const masks = new Map<string, string>();
    for (const { memberId, handle } of handles)
      for (const part of partsOf(handle)) {
        const mask = letterOf.has(memberId) ? `[${letterOf.get(memberId) ?? ''}]` : MASKED;
        masks.set(part, (masks.get(part) ?? mask) === mask ? mask : MASKED);
      }
    this.names = [...masks]
      .sort(([a], [b]) => b.length - a.length)
      .map(([part, mask]) => ({ pattern: patternOf(part), mask }));
  }

  mask(text: string): string {
    const plain = [PROFILE, EMAIL, HANDLE, PHONE].reduce(
      (words, pattern) => words.replace(pattern, MASKED),
      text,
    );
    return this.names.reduce(
      (words, { pattern, mask }) => words.replace(pattern, (_name, joined: string) => joined + mask),
      plain,
    );
  }
}

/** The whole name first, then each word of it. Numbers and ids are found by their shape. */
function partsOf(handle: string): readonly string[] {
  const whole = handle.normalize('NFC').trim().toLowerCase();
  const parts = whole.split(/[^\p{L}\p{M}\p{N}'’]+/u);
  return [whole, ...parts].filter((part) => part.length >= SHORTEST_PART && /\p{L}/u.test(part));
}

/** As a word of its own; Arabic writes "and", "to" and "by" onto the name. */
function patternOf(name: string): RegExp {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s+`);
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])([وفبلك]{0,2})${escaped}(?![\\p{L}\\p{M}\\p{N}])`, 'giu');
}
