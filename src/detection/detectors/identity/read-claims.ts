import type { Span } from '../../../kernel/span.js';
import { CueIndex, readCues } from '../../cues/index.js';
import type { CueHit } from '../../cues/index.js';
import type { ExaminedMessage } from '../../detector.js';
import { onFirstUse } from '../../on-first-use.js';
import type { TermMatch } from '../../text/index.js';
import type { RegisterIndex } from './register-index.js';

const SIGNS = ['claim', 'after', 'intro', 'role', 'money', 'told'] as const;
type ClaimSign = (typeof SIGNS)[number];

const cues = onFirstUse(() => new CueIndex<ClaimSign>(readCues(new URL('./cues/', import.meta.url), SIGNS)));

/** What a message's words say about who is speaking. */
export interface SpokenClaim {
  /** Position in the register; null when nobody's name is claimed. */
  readonly identity: number | null;
  readonly withRole: boolean;
  readonly asksForMoney: boolean;
  /** Speaks about somebody, or reports or warns: "someone called and said he is from...". */
  readonly aboutOthers: boolean;
  readonly spans: readonly Span[];
}

/** "I am an officer of the": so many words may stand between the claim and the name. */
const REACH = 4;

export function readClaim({ views, message }: ExaminedMessage, register: RegisterIndex): SpokenClaim {
  const hits = cues().find(views.folded);
  const mentions = hits.length === 0 ? [] : register.mentionsIn(views.folded);
  const roles = hits.filter(({ sign }) => sign === 'role');
  const found = findClaim(hits, mentions, { roles, text: message.text });
  const isOwn = found !== null && register.owns(found.mention.payload, message.sender.handle);
  return {
    identity: found === null || isOwn ? null : found.mention.payload,
    withRole: found !== null && roles.some((role) => isNear(role, found.mention)),
    asksForMoney: hits.some(({ sign }) => sign === 'money'),
    aboutOthers: hits.some(({ sign }) => sign === 'told'),
    spans: found === null ? [] : [join(found.cue.span, found.mention.span)],
  };
}

interface FoundClaim {
  readonly cue: CueHit<ClaimSign>;
  readonly mention: TermMatch<number>;
}

function findClaim(
  hits: readonly CueHit<ClaimSign>[],
  mentions: readonly TermMatch<number>[],
  { roles, text }: { readonly roles: readonly CueHit<ClaimSign>[]; readonly text: string },
): FoundClaim | null {
  for (const mention of mentions) {
    const cue = hits.find((hit) => {
      if (BREAK.test(between(text, hit.span, mention.span))) return false;
      const before = mention.words.start - hit.last;
      const after = hit.first - mention.words.end + 1;
      if (hit.sign === 'after') return after >= 0 && after <= REACH;
      if (before < 0 || before > REACH) return false;
      return hit.sign === 'claim' || (hit.sign === 'intro' && roles.some((role) => isNear(role, mention)));
    });
    if (cue) return { cue, mention };
  }
  return null;
}

/** "I am from Kenya, UNHCR helped us" claims nothing. */
const BREAK = /[.,;!?\n،؛؟።፣]/;

function between(text: string, a: Span, b: Span): string {
  return a.end <= b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start);
}

/** The words next to the name or one further. */
function isNear(role: CueHit<ClaimSign>, { words }: TermMatch<number>): boolean {
  return role.first <= words.end + 1 && role.last >= words.start - REACH;
}

function join(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
