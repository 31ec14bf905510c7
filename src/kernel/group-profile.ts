import type { GroupId } from './ids.js';

/** What detectors may know about a group: its settings, never its people. */
export interface GroupProfile {
  readonly id: GroupId;
  readonly name: string;
  /** Declared languages, ISO 639-3, most used first; a prior, not a promise. */
  readonly languages: readonly string[];
  /** IANA zone, e.g. `Africa/Nairobi`. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-2 regions whose national phone formats are tried, most likely first. */
  readonly regions: readonly string[];
  /** Members the group may have; null when it has no limit. */
  readonly sizeLimit: number | null;
  /** Settings by detector id, already read through the detector's own schema. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
