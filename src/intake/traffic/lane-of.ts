import type { GroupId } from '../../kernel/ids.js';

/** Lanes of one organisation: more than workers anyone will run against one database, few enough to look through. */
export const LANES = 64;

/** A group always maps to one lane. FNV-1a, because ids need not be random (tests, other systems' ids). */
export function laneOf(groupId: GroupId): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < groupId.length; i += 1) {
    hash = Math.imul(hash ^ groupId.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % LANES;
}
