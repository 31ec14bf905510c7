import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { SessionLookup } from '../platform/auth/index.js';
import { ChannelsController } from './api/channels.controller.js';
import { GroupsController, ProgrammesController } from './api/groups.controller.js';
import { ClaimsController, IdentitiesController } from './api/library.controller.js';
import { SessionAnswers } from './api/session-answers.js';
import { SessionController } from './api/session.controller.js';
import { StaffController } from './api/staff.controller.js';
import { ChannelForDelivery } from './channels/channel-for-delivery.js';
import { ChannelSecret } from './channels/channel-secret.js';
import { ChannelRepository } from './channels/channel.repository.js';
import { CloseChannel } from './channels/close-channel.js';
import { ConnectChannel } from './channels/connect-channel.js';
import { GroupsByKey } from './channels/groups-by-key.js';
import { ListChannels } from './channels/list-channels.js';
import { MapGroupKey } from './channels/map-group-key.js';
import { ChooseOrganisation } from './first-run/choose-organisation.js';
import { DemoOrganisation } from './demo/demo-organisation.js';
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
import { AddClaim, ListClaims, RemoveClaim } from './library/claims.js';
import { AddIdentity, ListIdentities, RemoveIdentity } from './library/identities.js';
import { LibraryRepository } from './library/library.repository.js';
import { ReferenceLibrary } from './library/reference-library.js';
import { PeopleOptions } from './people.options.js';
import { AddUser } from './staff/add-user.js';
import { ListStaff } from './staff/list-staff.js';
import { Passwords } from './staff/passwords.js';
import { ReadSelf } from './staff/read-self.js';
import { RevokeSessions } from './sign-in/revoke-sessions.js';
import { SessionRepository } from './sign-in/session.repository.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInAttempt } from './sign-in/sign-in-attempt.js';
import { SignInLimit } from './sign-in/sign-in-limit.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignOut } from './sign-in/sign-out.js';
import { StaffContacts } from './staff/staff-contacts.js';
import { StaffNames } from './staff/staff-names.js';
import { StaffIdentity } from './staff/staff-identity.js';
import { StaffRegister } from './staff/staff-register.js';
import { StaffRepository } from './staff/staff.repository.js';

const CONTROLLERS = [
  ChannelsController,
  ClaimsController,
  GroupsController,
  IdentitiesController,
  ProgrammesController,
  SessionController,
  StaffController,
];

const INNER = [
  ChannelRepository,
  ChannelSecret,
  Foundation,
  GroupRepository,
  LibraryRepository,
  OrganisationRepository,
  Passwords,
  SessionAnswers,
  SessionRepository,
  Sessions,
  SignInAttempt,
  SignInLimit,
  StaffIdentity,
  StaffRegister,
  StaffRepository,
];

const USE_CASES = [
  AddClaim,
  AddIdentity,
  AddProgramme,
  AddUser,
  ChangeGroup,
  ChannelForDelivery,
  ChooseOrganisation,
  CloseChannel,
  ConnectChannel,
  DemoOrganisation,
  FirstRun,
  GroupProfiles,
  GroupsByKey,
  ListChannels,
  ListClaims,
  ListGroups,
  ListIdentities,
  ListProgrammes,
  ListStaff,
  MapGroupKey,
  OpenGroup,
  OpenOrganisation,
  ReachGroup,
  ReadGroup,
  ReadSelf,
  ReferenceLibrary,
  RemoveClaim,
  RemoveIdentity,
  RevokeSessions,
  SignIn,
  SignOut,
  StaffContacts,
  StaffNames,
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
      ],
      exports: [...USE_CASES, SessionLookup],
    };
  }
}
