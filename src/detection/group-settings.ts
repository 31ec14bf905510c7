import type { GroupId } from '../kernel/ids.js';
import type { SettingsOf, SettingsSchema } from '../kernel/settings.js';
import { settingsFor } from './detector.js';
import type { DetectionContext } from './detector.js';

/** A detector's settings by group, worked out once per group and batch instead of once per message. */
export function groupSettings<S extends SettingsSchema>(
  detector: { readonly id: string; readonly settings: S },
  context: Pick<DetectionContext, 'groups'>,
): (groupId: GroupId) => SettingsOf<S> {
  const known = new Map<GroupId, SettingsOf<S>>();
  return (groupId) => {
    const cached = known.get(groupId);
    if (cached) return cached;
    const made = settingsFor(detector, context.groups.get(groupId));
    known.set(groupId, made);
    return made;
  };
}
