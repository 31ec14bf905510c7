import { WEBHOOK_CHANNELS } from '../../channels/index.js';
import type { GroupId, OrganisationId } from '../../kernel/ids.js';
import type { Vault } from '../../kernel/vault.js';

/** Seven digits or more with what people put between them: the shortest national numbers with an area code. */
const PHONE_LIKE = /^\+?[\d\s().\-\u00a0\u2010-\u2015]{7,}$/;
/** `user123456`, `123456`: an id the platform gave. */
const ID_LIKE = /^[a-z]{0,10}\d{5,}$/;
const NOT_DIGITS = /[^\d+]/g;

/**
 * Where a handle is looked up: the same person in every group for numbers and ids, one person per group for names,
 * because two groups may each have their Amina.
 */
export function handleIndex(
  vault: Vault,
  organisationId: OrganisationId,
  from: { readonly channelKind: string; readonly groupId: GroupId; readonly handle: string },
): Uint8Array {
  return vault.index(organisationId, 'member-handle', keyOf(from));
}

function keyOf({
  channelKind,
  groupId,
  handle,
}: {
  channelKind: string;
  groupId: GroupId;
  handle: string;
}): string {
  if (PHONE_LIKE.test(handle)) return `${channelKind}\n\n${handle.replace(NOT_DIGITS, '')}`;
  return `${channelKind}\n${isStable(channelKind, handle) ? '' : groupId}\n${handle}`;
}

function isStable(channelKind: string, handle: string): boolean {
  return ID_LIKE.test(handle) || WEBHOOK_CHANNELS.some(({ kind }) => kind === channelKind);
}
