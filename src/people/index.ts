/** Knows the organisation: its programmes, groups, channels, staff, register and claims; never reads what members write. */
export { ChannelForDelivery } from './channels/channel-for-delivery.js';
export { CloseChannel } from './channels/close-channel.js';
export { ConnectChannel } from './channels/connect-channel.js';
export type { ChannelConnected } from './channels/connect-channel.js';
export type { ConnectedChannel, DeliveryChannel } from './channels/connected-channel.js';
export { GroupsByKey } from './channels/groups-by-key.js';
export { ListChannels } from './channels/list-channels.js';
export { MapGroupKey } from './channels/map-group-key.js';
export type { GroupKey } from './channels/map-group-key.js';
export { FirstRun } from './first-run/first-run.js';
export { OpenOrganisation } from './first-run/open-organisation.js';
export type { NewOrganisation, OpenedOrganisation } from './first-run/open-organisation.js';
export { AddProgramme } from './groups/add-programme.js';
export { ChangeGroup } from './groups/change-group.js';
export type { Group, GroupChange, GroupPlace, GroupSettings, NewGroup, Programme } from './groups/group.js';
export { GroupProfiles } from './groups/group-profiles.js';
export type { PlacedGroupProfile } from './groups/group-profiles.js';
export { ListGroups } from './groups/list-groups.js';
export { ListProgrammes } from './groups/list-programmes.js';
export { OpenGroup } from './groups/open-group.js';
export { ReachGroup } from './groups/reach-group.js';
export { ReadGroup } from './groups/read-group.js';
export { AddClaim, ListClaims, RemoveClaim } from './library/claims.js';
export { AddIdentity, ListIdentities, RemoveIdentity } from './library/identities.js';
export type { NewClaim, NewIdentity } from './library/reference.js';
export { ReferenceLibrary } from './library/reference-library.js';
export {
  ChannelNotFound,
  ClaimNotFound,
  GroupNotFound,
  IdentityNotFound,
  InvalidInput,
  ProgrammeNotFound,
  StaffNotFound,
} from './people.errors.js';
export { PeopleModule } from './people.module.js';
export type { PeopleOptions } from './people.options.js';
export { AddUser } from './staff/add-user.js';
export type { UserAdded, UserRefusal } from './staff/add-user.js';
export { ListStaff } from './staff/list-staff.js';
export type { WeakPassword } from './staff/passwords.js';
export { ReadSelf } from './staff/read-self.js';
export { RevokeSessions } from './sign-in/revoke-sessions.js';
export { SignIn } from './sign-in/sign-in.js';
export type { SignedIn, SignInInput } from './sign-in/sign-in.js';
export { SignOut } from './sign-in/sign-out.js';
export type { NewStaff, StaffMember, Whoami } from './staff/staff.js';
