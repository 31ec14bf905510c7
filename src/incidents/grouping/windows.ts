const HOUR = 3_600_000;

/** How flags come to be one incident. */
export const TIES = ['campaign', 'actor', 'group'] as const;
export type Tie = (typeof TIES)[number];

/** A flag of the same harm joins an open incident when it is tied to one of its flags within this time. */
export const WINDOWS: Readonly<Record<Tie, { readonly ms: number; readonly why: string }>> = {
  campaign: {
    ms: 14 * 24 * HOUR,
    why: 'Nearly the same words of eight and more are never chance; a rumour comes round again for about two weeks.',
  },
  actor: {
    ms: 72 * HOUR,
    why: 'One person doing the same harm on a weekend and the Monday after is one matter for one commander.',
  },
  group: {
    ms: 2 * HOUR,
    why: 'A quarrel or a raid in one group is over in an hour or two; the next day’s is another one.',
  },
};

/** Sketches that differ in at most this many of 64 bits are nearly the same text, as where sightings are compared. */
export const NEAR_BITS = 3;
