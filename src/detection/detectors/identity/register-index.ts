import type { Identity } from '../../../kernel/identity.js';
import { OfficialDomains } from '../../links/index.js';
import { buildTermIndex, editDistance, skeletonOf, transliterate, viewsOf } from '../../text/index.js';
import type { TermIndex, TermMatch } from '../../text/index.js';

/** How a display name relates to the register. */
export interface NameVerdict {
  readonly identity: number;
  /** `same`: the official name itself; `disguised`: in look-alike letters; `close`: a letter off; `sounds`: in another script. */
  readonly likeness: 'same' | 'disguised' | 'close' | 'sounds';
}

/** From this length on, one wrong letter leaves a name recognisable and is rarely another word. */
const SHORTEST_CLOSE = 6;
/** Mixed alphabets are suspicious by themselves, so shorter names do. */
const SHORTEST_DISGUISED = 4;
/** Fewer consonants than this are shared by too many people. */
const FEWEST_CONSONANTS = 4;
/** Names remembered per register; a large organisation's active members. */
const MOST_REMEMBERED = 20_000;

/** A register made ready for comparing names, mentions and domains. */
export class RegisterIndex {
  readonly domains: OfficialDomains;
  private readonly mentions: TermIndex<number>;
  private readonly folded: readonly { readonly name: string; readonly identity: number }[];
  private readonly sounds = new Map<string, number>();
  private readonly remembered = new Map<string, NameVerdict | null>();
  private readonly handles: readonly ReadonlySet<string>[];

  constructor(private readonly register: readonly Identity[]) {
    this.domains = new OfficialDomains(register);
    const names = register.flatMap((entry, identity) => entry.names.map((name) => ({ name, identity })));
    this.mentions = buildTermIndex(names.map(({ name, identity }) => ({ phrase: name, payload: identity })));
    this.folded = names.map(({ name, identity }) => ({ name: foldedName(name), identity }));
    for (const { name, identity } of names) this.addSound(name, identity);
    this.handles = register.map(({ contacts }) => new Set(contacts.map(bareHandle)));
  }

  nameOf(identity: number): string {
    return this.register[identity]?.names[0] ?? '';
  }

  /** Official names mentioned in a message. */
  mentionsIn(view: Parameters<TermIndex<number>['find']>[0]): TermMatch<number>[] {
    return this.mentions.find(view);
  }

  /** Whether a handle is one of the identity's own contacts. */
  owns(identity: number, handle: string): boolean {
    return this.handles[identity]?.has(bareHandle(handle)) ?? false;
  }

  /** Which identity a display name resembles, remembered per name. */
  judgeName(name: string): NameVerdict | null {
    const known = this.remembered.get(name);
    if (known !== undefined) return known;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const verdict = this.compareName(name);
    this.remembered.set(name, verdict);
    return verdict;
  }

  private compareName(name: string): NameVerdict | null {
    const view = viewsOf(name).folded;
    const [mention] = this.mentions.find(view);
    if (mention) {
      const written = name.slice(mention.span.start, mention.span.end);
      return { identity: mention.payload, likeness: mixesScripts(written) ? 'disguised' : 'same' };
    }
    const disguised = this.findDisguised(name);
    if (disguised) return disguised;
    const folded = foldedName(name);
    const close = this.folded.find((entry) => isClose(folded, entry.name));
    if (close) return { identity: close.identity, likeness: 'close' };
    const sound = this.sounds.get(transliterate(name));
    return sound === undefined ? null : { identity: sound, likeness: 'sounds' };
  }

  /** A word of mixed alphabets is compared by its looks; capitals of one alphabet may stand for another's letter. */
  private findDisguised(name: string): NameVerdict | null {
    for (const word of name.split(/\s+/).filter(mixesScripts)) {
      const looks = skeletonOf(word);
      const match = this.folded.find(
        (entry) =>
          entry.name.length >= SHORTEST_DISGUISED && editDistance(looks, skeletonOf(entry.name), 1) <= 1,
      );
      if (match) return { identity: match.identity, likeness: 'disguised' };
    }
    return null;
  }

  /** Only names of two words and more are compared by sound: consonants of one word fit too many names. */
  private addSound(name: string, identity: number): void {
    const sound = transliterate(name);
    if (sound.includes(' ') && sound.replaceAll(' ', '').length >= FEWEST_CONSONANTS)
      this.sounds.set(sound, identity);
  }
}

function foldedName(name: string): string {
  return viewsOf(name)
    .folded.words.map(({ text }) => text)
    .join(' ');
}

function isClose(name: string, official: string): boolean {
  return official.length >= SHORTEST_CLOSE && editDistance(name, official, 1) <= 1;
}

/** Letters of two alphabets in one name are a disguise: nobody types that way by accident. */
function mixesScripts(text: string): boolean {
  return (
    /\p{Script=Latin}/u.test(text) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(text)
  );
}

/** Numbers by their digits, handles without their at sign. */
function bareHandle(handle: string): string {
  const digits = handle.replaceAll(/\D/g, '');
  return digits.length >= 7 && !/\p{L}/u.test(handle) ? digits : handle.toLowerCase().replace(/^@/, '');
}
