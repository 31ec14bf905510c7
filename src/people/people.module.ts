import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { SessionLookup, TokenLookup } from '../platform/auth/index.js';
import { ChangeLanguage } from './account/change-language.js';
import { ChangePassword } from './account/change-password.js';
import { CheckPassword } from './account/check-password.js';
import { EndSession } from './account/end-session.js';
import { OwnSecondFactor } from './account/own-second-factor.js';
import { ReadAccount } from './account/read-account.js';
import { AccountController } from './api/entrance/account.controller.js';
import { ChannelsController } from './api/channels.controller.js';
import { EntryStepsController } from './api/entrance/entry.controller.js';
import { GroupsController, ProgrammesController } from './api/groups.controller.js';
import { InvitationsController } from './api/invitations.controller.js';
import { ClaimsController, IdentitiesController } from './api/library.controller.js';
import { SessionAnswers } from './api/entrance/session-answers.js';
import { SessionController } from './api/entrance/session.controller.js';
import { StaffFactorsController } from './api/staff-factors.controller.js';
import { StaffController } from './api/staff.controller.js';
import { TokensController } from './api/tokens.controller.js';
import { ChannelForDelivery } from './channels/channel-for-delivery.js';
import { ChannelSecret } from './channels/channel-secret.js';
import { ChannelRepository } from './channels/channel.repository.js';
import { CloseChannel } from './channels/close-channel.js';
import { ConnectChannel } from './channels/connect-channel.js';
import { GroupsByKey } from './channels/groups-by-key.js';
import { ListChannels } from './channels/list-channels.js';
import { MapGroupKey } from './channels/map-group-key.js';
import { DemoOrganisation } from './demo/demo-organisation.js';
import { AcceptConduct } from './entry/accept-conduct.js';
import { ComeIn } from './entry/come-in.js';
import { EntrySteps } from './entry/entry-steps.js';
import { EntryRepository } from './entry/entry.repository.js';
import { SecondFactor } from './entry/second-factor.js';
import { ChooseOrganisation } from './first-run/choose-organisation.js';
import { FirstRun } from './first-run/first-run.js';
import { Foundation } from './first-run/foundation.js';
import { OpenOrganisation } from './first-run/open-organisation.js';
import { OrganisationRepository } from './first-run/organisation.repository.js';
import { AddProgramme } from './groups/add-programme.js';
import { ChangeGroup } from './groups/change-group.js';
import { GroupProfiles } from './groups/group-profiles.js';
import { GroupRepository } from './groups/group.repository.js';
import { ListGroups } from './groups/list-groups.js';
import { ListProgrammes } from './groups/list-programmes.js';
import { OpenGroup } from './groups/open-group.js';
import { ReachGroup } from './groups/reach-group.js';
import { ReadGroup } from './groups/read-group.js';
import { AcceptInvitation } from './invitations/accept-invitation.js';
import { InvitationDesk } from './invitations/invitation-desk.js';
import { InvitationLink } from './invitations/invitation-link.js';
import { InvitationRepository } from './invitations/invitation.repository.js';
import { InvitePerson } from './invitations/invite-person.js';
import { JoinStaff } from './invitations/join-staff.js';
import { SendInvitation } from './invitations/send-invitation.js';
import { TendInvitations } from './invitations/tend-invitations.js';
import { AddClaim, ListClaims, RemoveClaim } from './library/claims.js';
import { AddIdentity, ListIdentities, RemoveIdentity } from './library/identities.js';
import { LibraryRepository } from './library/library.repository.js';
import { ReferenceLibrary } from './library/reference-library.js';
import { PeopleOptions } from './people.options.js';
import { RevokeSessions } from './sign-in/revoke-sessions.js';
import { SessionRepository } from './sign-in/session.repository.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInAttempt } from './sign-in/sign-in-attempt.js';
import { SignInLimit } from './sign-in/sign-in-limit.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignOut } from './sign-in/sign-out.js';
import { AddUser } from './staff/add-user.js';
import { ChangeRoles } from './roles/change-roles.js';
import { DisableStaff } from './standing/disable-staff.js';
import { ListStaff } from './staff/list-staff.js';
import { Passwords } from './staff/passwords.js';
import { PlaceRoles } from './roles/place-roles.js';
import { ReachStaff } from './roles/reach-staff.js';
import { ReadSelf } from './staff/read-self.js';
import { ResetSecondFactor } from './standing/reset-second-factor.js';
import { SecondFactorRoles } from './standing/second-factor-roles.js';
import { StaffContacts } from './staff/staff-contacts.js';
import { StaffIdentity } from './staff/staff-identity.js';
import { StaffNames } from './staff/staff-names.js';
import { StaffRegister } from './staff/staff-register.js';
import { StaffRepository } from './staff/staff.repository.js';
import { StandingRepository } from './standing/standing.repository.js';
import { ManageTokens } from './tokens/manage-tokens.js';
import { PresentToken } from './tokens/present-token.js';
import { TokenRepository } from './tokens/token.repository.js';

const CONTROLLERS = [
  AccountController,
  ChannelsController,
  ClaimsController,
  EntryStepsController,
  GroupsController,
  IdentitiesController,
  InvitationsController,
  ProgrammesController,
  SessionController,
  StaffController,
  StaffFactorsController,
  TokensController,
];

const INNER = [
  AcceptConduct,
  ChannelRepository,
  ChannelSecret,
  CheckPassword,
  EntryRepository,
  EntrySteps,
  Foundation,
  GroupRepository,
  InvitationDesk,
  InvitationLink,
  InvitationRepository,
  JoinStaff,
  LibraryRepository,
  OrganisationRepository,
  Passwords,
  PlaceRoles,
  PresentToken,
  ReachStaff,
  SecondFactor,
  SendInvitation,
  SessionAnswers,
  SessionRepository,
  Sessions,
  SignInAttempt,
  SignInLimit,
  StaffIdentity,
  StaffRegister,
  StaffRepository,
  StandingRepository,
  TokenRepository,
];

const USE_CASES = [
  AcceptInvitation,
  AddClaim,
  AddIdentity,
  AddProgramme,
  AddUser,
  ChangeGroup,
  ChangeLanguage,
  ChangePassword,
  ChangeRoles,
  ChannelForDelivery,
  ChooseOrganisation,
  CloseChannel,
  ComeIn,
  ConnectChannel,
  DemoOrganisation,
  DisableStaff,
  EndSession,
  FirstRun,
  GroupProfiles,
  GroupsByKey,
  InvitePerson,
  ListChannels,
  ListClaims,
  ListGroups,
  ListIdentities,
  ListProgrammes,
  ListStaff,
  ManageTokens,
  MapGroupKey,
  OpenGroup,
  OpenOrganisation,
  OwnSecondFactor,
  ReachGroup,
  ReadAccount,
  ReadGroup,
  ReadSelf,
  ReferenceLibrary,
  RemoveClaim,
  RemoveIdentity,
  ResetSecondFactor,
  RevokeSessions,
  SecondFactorRoles,
  SignIn,
  SignOut,
  StaffContacts,
  StaffNames,
  TendInvitations,
];

@Module({})
export class PeopleModule {
  /** Global: who is calling and where a group stands is asked in every room. */
  static with(options: Pick<PeopleOptions, 'register' | 'settings'>): DynamicModule {
    return {
      module: PeopleModule,
      global: true,
      controllers: CONTROLLERS,
      providers: [
        ...INNER,
        ...USE_CASES,
        { provide: PeopleOptions, useValue: new PeopleOptions(options) },
        { provide: SessionLookup, useExisting: Sessions },
        { provide: TokenLookup, useExisting: PresentToken },
      ],
      exports: [...USE_CASES, SessionLookup, TokenLookup],
    };
  }
}
