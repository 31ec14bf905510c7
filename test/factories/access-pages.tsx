import type { VNode } from 'preact';
import { AccountPage } from '../../src/console/account/account-page.js';
import { EnrolPage, RecoveryCodesPage } from '../../src/console/account/second-factor-pages.js';
import { CodePage, ConductPage } from '../../src/console/entry/entry-pages.js';
import { AcceptPage, DeadInvitationPage } from '../../src/console/invitation/accept-page.js';
import { InvitedPage, InvitePage } from '../../src/console/staff/invite-page.js';
import { PersonPage } from '../../src/console/staff/person-page.js';
import { StaffPage } from '../../src/console/staff/staff-page.js';
import { TokenMadePage, TokensPage } from '../../src/console/tokens/tokens-page.js';
import type { SignedVisit, Visit } from '../../src/console/visit/visit.js';
import type { GroupId, OrganisationId, ProgrammeId, StaffId } from '../../src/kernel/ids.js';
import type { StaffMember } from '../../src/people/index.js';

const NOW = new Date('2026-03-02T08:00:00Z');
const [one, two] = ['6f1d7c1e-0000-4000-8000-000000000011', '6f1d7c1e-0000-4000-8000-000000000012'];
const everywhere = { programmeId: null, groupId: null };

const person: StaffMember = {
  id: one as StaffId,
  name: 'Zawadi Mwangi',
  email: 'zawadi@example.org',
  roles: [
    { role: 'admin', ...everywhere },
    { role: 'coordinator', programmeId: null, groupId: two as GroupId },
    { role: 'dpo', programmeId: one as ProgrammeId, groupId: null },
  ],
  createdAt: NOW,
  disabledAt: null,
  seenAt: NOW,
};

const places = {
  programmes: new Map([[one, 'Teachers']]),
  groups: new Map([[two, 'Teachers · East 1']]),
  everywhere: true,
};

const invitation = {
  id: two as StaffId,
  email: 'nia@example.org',
  roles: person.roles,
  state: 'open',
  mail: 'sent',
  createdAt: NOW,
  expiresAt: NOW,
} as const;

const token = {
  id: one,
  name: 'Nightly export',
  permissions: ['groups.read', 'audit.export'],
  ...everywhere,
  createdBy: person.id,
  createdAt: NOW,
  expiresAt: new Date('2026-06-02T08:00:00Z'),
  lastUsedAt: NOW,
  revokedAt: null,
} as const;

const account = {
  staffId: person.id,
  name: person.name,
  email: person.email,
  language: 'en',
  organisation: { id: one as OrganisationId, name: 'Example Relief' },
  sessions: [
    { id: one, browser: 'Firefox, Android', createdAt: NOW, seenAt: NOW, isThis: true },
    { id: two, browser: null, createdAt: NOW, seenAt: NOW, isThis: false },
  ],
} as const;

/** The pages of staff, invitations, tokens and one's own account, each in its richest state. */
export function accessPages({ principal, ...rest }: Visit, stranger: Visit): Readonly<Record<string, VNode>> {
  if (principal === null) return {};
  const visit = { ...rest, principal };
  return {
    ...staffPages(visit),
    ...entryPages(visit, stranger),
    ...accountPages(visit),
    ...tokenPages(visit),
  };
}

type Pages = Readonly<Record<string, VNode>>;

const wrong = { code: { word: 'code.wrong' } } as const;

function staffPages(visit: SignedVisit): Pages {
  return {
    staff: (
      <StaffPage
        {...{ visit, places }}
        staff={[person, { ...person, id: two as StaffId, name: '', disabledAt: NOW, seenAt: null }]}
        invitations={[invitation, { ...invitation, id: one as StaffId, state: 'expired', mail: 'failed' }]}
        secondFactor={['admin']}
      />
    ),
    invite: (
      <InvitePage
        {...{ visit, places }}
        draft={{ email: 'x', language: 'en', role: '', place: '' }}
        faults={{ email: { word: 'fault.email' }, role: { word: 'invite.fault.beyond' } }}
      />
    ),
    ...Object.fromEntries(
      (['none', 'sent', 'failed', 'in_doubt'] as const).map((mail) => [
        `invited_${mail}`,
        <InvitedPage
          visit={visit}
          invited={{ kind: 'invited', id: person.id, mail, link: 'https://example.org/x' }}
        />,
      ]),
    ),
    person: <PersonPage {...{ visit, person, places }} faults={{ '': { word: 'person.fault.lastAdmin' } }} />,
    closed: <PersonPage {...{ visit, places }} person={{ ...person, disabledAt: NOW }} faults={{}} />,
  };
}

function entryPages(visit: SignedVisit, stranger: Visit): Pages {
  const entering = { ...stranger, csrf: 'token' };
  const begun = {
    kind: 'begun',
    secret: 'JBSWY3DPEHPK3PXP',
    address: 'otpauth://totp/Mlinzi:z?secret=JBSWY3DP',
  } as const;
  const codes = ['BCDFG-HJKLM-NPQRS-TVWXY', '23456-789BC-DFGHJ-KLMNP'];
  return {
    accept: (
      <AcceptPage
        visit={stranger}
        token="t"
        draft={{ name: '', language: 'en' }}
        faults={{ acceptsConduct: { word: 'conduct.fault' } }}
      />
    ),
    acceptExpired: <DeadInvitationPage visit={stranger} expired />,
    acceptUsed: <DeadInvitationPage visit={stranger} expired={false} />,
    code: <CodePage visit={entering} next="/flags" faults={wrong} />,
    conduct: <ConductPage visit={entering} next="/flags" faults={{}} />,
    enrol: <EnrolPage {...{ visit, begun }} action="/account/second-factor/confirmation" faults={wrong} />,
    enrolRequired: (
      <EnrolPage {...{ begun }} visit={entering} action="/enter/second-factor" faults={{}} required />
    ),
    codes: <RecoveryCodesPage {...{ visit, codes }} to="/account" />,
  };
}

function accountPages(visit: SignedVisit): Pages {
  return {
    account: (
      <AccountPage
        {...{ visit }}
        account={{ ...account, secondFactor: { isOn: true, isRequired: false, codesLeft: 3 } }}
        faults={{ current: { word: 'account.password.wrong' }, ...wrong }}
        saved={false}
      />
    ),
    accountSaved: (
      <AccountPage
        {...{ visit }}
        account={{ ...account, secondFactor: { isOn: false, isRequired: false, codesLeft: 0 } }}
        faults={{}}
        saved
      />
    ),
  };
}

function tokenPages(visit: SignedVisit): Pages {
  const ended = { ...token, id: two, revokedAt: NOW, lastUsedAt: null };
  const draft = { name: '', permissions: ['groups.read'], place: 'all', days: '90' };
  return {
    noTokens: <TokensPage {...{ visit, places, draft }} tokens={[]} faults={{}} />,
    tokens: (
      <TokensPage
        {...{ visit, places, draft }}
        tokens={[token, ended]}
        faults={{ name: { word: 'fault.required' } }}
      />
    ),
    tokenMade: (
      <TokenMadePage visit={visit} made={{ kind: 'made', id: one, token: 'mlz_x', expiresAt: NOW }} />
    ),
  };
}
