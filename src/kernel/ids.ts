import { randomUUID } from 'node:crypto';

declare const brand: unique symbol;

/** A UUID that cannot be passed where another kind of id is meant. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type OrganisationId = Id<'organisation'>;
export type ProgrammeId = Id<'programme'>;
export type GroupId = Id<'group'>;
export type MemberId = Id<'member'>;
export type StaffId = Id<'staff'>;
export type ChannelId = Id<'channel'>;
export type DeliveryId = Id<'delivery'>;
export type ImportId = Id<'import'>;
export type MessageId = Id<'message'>;
export type FlagId = Id<'flag'>;
export type DecisionId = Id<'decision'>;
export type AppealId = Id<'appeal'>;
export type IncidentId = Id<'incident'>;
export type NoticeId = Id<'notice'>;

/** Random, so that an id says nothing about who or when: `newId<'flag'>()`. */
export function newId<Kind extends string>(): Id<Kind> {
  return randomUUID() as Id<Kind>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Use at a door (a URL, a row, a file); throws on anything that is not a lower-case UUID. */
export function asId<Kind extends string>(value: string): Id<Kind> {
  if (!UUID.test(value)) throw new TypeError('Not a UUID');
  return value as Id<Kind>;
}

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
