import type { GroupProfile } from '../../../kernel/group-profile.js';
import type { LanguageVerdict } from '../../../kernel/language.js';
import type { TermList } from './read-lists.js';

/** Which lists may speak about a message, and how far they are to be trusted. */
export interface Choice {
  readonly has: (list: number) => boolean;
  /** Factor on every probability. */
  readonly trust: number;
}

/** Borrowed into chats of every language served, so their lists always apply. */
const EVERYWHERE = ['eng', 'ara'];
/** A language with less than a sixth of the letters is a name or a borrowed word. */
const LEAST_SHARE = 0.15;
/** Below, the verdict is hardly better than a guess. */
const LEAST_CONFIDENCE = 0.5;
/** A word may be an insult in one language and ordinary in another; with every list at once that is likelier. */
const TRUST_IN_A_GUESS = 0.7;

/**
 * Lists of the verdict's languages, of the group's declared ones, English and Arabic. Where neither verdict nor group
 * says anything, all lists at lower trust: short texts are where lists matter most.
 */
export class ListChooser {
  private readonly byLanguage = new Map<string, number>();
  private readonly everywhere: readonly number[];
  private readonly ofGroup = new WeakMap<GroupProfile, ReadonlySet<number>>();

  constructor(lists: readonly TermList[]) {
    lists.forEach(({ language, also }, at) => {
      for (const code of [language, ...also]) this.byLanguage.set(code, at);
    });
    this.everywhere = this.listsOf(EVERYWHERE);
  }

  choose(verdict: LanguageVerdict, group: GroupProfile | undefined): Choice {
    const declared = group === undefined ? new Set(this.everywhere) : this.declaredBy(group);
    const guess = verdict.language === 'und' || verdict.confidence < LEAST_CONFIDENCE;
    if (guess && (group === undefined || group.languages.length === 0))
      return { has: () => true, trust: TRUST_IN_A_GUESS };
    const told = this.listsOf(
      verdict.shares.filter(({ share }) => share >= LEAST_SHARE).map(({ language }) => language),
    );
    return { has: (list) => declared.has(list) || told.includes(list), trust: 1 };
  }

  private declaredBy(group: GroupProfile): ReadonlySet<number> {
    const known = this.ofGroup.get(group);
    if (known) return known;
    const made = new Set([...this.everywhere, ...this.listsOf(group.languages)]);
    this.ofGroup.set(group, made);
    return made;
  }

  private listsOf(languages: readonly string[]): number[] {
    return languages.flatMap((language) => this.byLanguage.get(language) ?? []);
  }
}
