import type { SystemEvent } from '../channel.js';
import type { Raw } from './raw.js';

const KINDS: Readonly<Record<string, SystemEvent['kind']>> = {
  invite_members: 'added',
  join_group_by_link: 'joined',
  join_group_by_request: 'joined',
  joined_telegram: 'other',
  remove_members: 'removed',
  edit_group_title: 'renamed_group',
};

/** A service message as what happened and to whom; people who removed themselves left. */
export function systemEventOf(raw: Raw): SystemEvent {
  const kind = KINDS[String(raw.action)] ?? 'other';
  const members = Array.isArray(raw.members) ? raw.members.filter((m) => typeof m === 'string') : [];
  const actor = typeof raw.actor === 'string' ? [raw.actor] : [];
  const subjects = members.length > 0 ? members : actor;
  const left = kind === 'removed' && subjects.length === 1 && subjects[0] === actor[0];
  return { kind: left ? 'left' : kind, subjects };
}
