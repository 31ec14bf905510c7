import { describe, expect, it } from '@jest/globals';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { NewBasis } from '../consent/index.js';
import type { GroupId, ImportId, OrganisationId, ProgrammeId, StaffId } from '../kernel/ids.js';
import type { Group } from '../people/index.js';
import { accessPages } from '../../test/factories/access-pages.js';
import { flagPages } from '../../test/factories/flag-pages.js';
import { demoPages } from '../../test/factories/demo-pages.js';
import { noticePages } from '../../test/factories/notice-pages.js';
import { retentionPages } from '../../test/factories/retention-pages.js';
import { incidentPages } from '../../test/factories/incident-pages.js';
import { AboutPage } from './admin/about-page.js';
import { DeadLettersPage } from './admin/dead-letters-page.js';
import { AuditPage } from './audit/audit-page.js';
import { emptyBasis } from './basis/basis-form.js';
import { BasisPage } from './basis/basis-page.js';
import { ExpiredLinkPage, SetupPage, WaitingForSetupPage, emptySetup } from './first-run/setup-page.js';
import { draftOf, emptyDraft } from './groups/group-form.js';
import { GroupPage } from './groups/group-page.js';
import { GroupSettingsPage, programmeOf } from './groups/group-settings-page.js';
import { GroupsPage } from './groups/groups-page.js';
import { NewGroupPage } from './groups/new-group-page.js';
import { ImportPage } from './imports/import-page.js';
import { UploadPage } from './imports/upload-page.js';
import { RulesPage } from './rules/rules-page.js';
import { SignInPage } from './sign-in/sign-in-page.js';
import { ErrorSheet } from './visit/error-sheet.js';
import type { Visit } from './visit/visit.js';
import { readerOf } from './words/reader.js';
import { CONSOLE_LANGUAGES } from './words/words.js';
import type { ConsoleLanguage } from './words/words.js';

const NOW = new Date('2026-03-02T08:00:00Z');

const group: Group = {
  id: '6f1d7c1e-0000-4000-8000-000000000001' as GroupId,
  programmeId: '6f1d7c1e-0000-4000-8000-000000000002' as ProgrammeId,
  programme: 'Nairobi programme',
  name: 'Kakuma_Savings_Group2',
  languages: ['swa', 'eng', 'som'],
  timezone: 'Africa/Nairobi',
  regions: ['KE', 'UG'],
  sizeLimit: 50,
  namingPattern: '^[A-Z]',
  createdAt: NOW,
  archivedAt: null,
  settings: {},
};

const recorded: NewBasis = {
  basis: 'legitimate_interest',
  purposes: ['scan_scam', 'scan_hate'],
  decidedBy: 'Group assembly',
  decidedAt: NOW,
  noticeVersion: 'ready-made-1',
  noticeText: '[swa]\nTunasoma ujumbe.',
  noticeLanguages: ['swa'],
  method: 'vote',
  expressedBy: 'self',
  validUntil: null,
  specialCategoryCondition: null,
  balancingTestId: 'LIA-1',
  powerImbalance: false,
};

function visitIn(language: ConsoleLanguage, isSignedIn: boolean): Visit {
  return {
    reader: readerOf(language),
    now: NOW,
    path: '/flags',
    query: new URLSearchParams(),
    address: '127.0.0.1',
    csrf: isSignedIn ? 'token' : null,
    principal: isSignedIn
      ? {
          organisationId: '6f1d7c1e-0000-4000-8000-000000000005' as OrganisationId,
          staffId: '6f1d7c1e-0000-4000-8000-000000000006' as StaffId,
          language,
          roles: (['admin', 'community_manager'] as const).map((role) => ({
            role,
            programmeId: null,
            groupId: null,
          })),
        }
      : null,
  };
}

const anImport = {
  id: '6f1d7c1e-0000-4000-8000-000000000007' as ImportId,
  groupId: group.id,
  group,
  fileName: 'chat.txt',
  bytes: 12_345,
  format: 'whatsapp-export',
  variant: 'android-24h',
  dateOrder: 'dmy' as const,
  dateOrderSure: 0.8,
  messages: 1_200,
  system: 3,
  media: 2,
  members: 14,
  quarantined: 60,
  broken: Array.from({ length: 60 }, (_, line) => ({
    line: line + 1,
    reason: line > 50 ? 'new-reason' : 'half-line',
  })),
  firstAt: NOW,
  lastAt: NOW,
  walked: 300,
  duplicates: 0,
  refused: 2,
  flagged: 0,
  dead: 1,
  acceptedBy: '6f1d7c1e-0000-4000-8000-000000000006' as StaffId,
  acceptedAt: NOW,
  finishedAt: null,
};

const schema = {
  limit: { kind: 'number', default: 3, min: 1, max: 10, why: 'So many.' },
  strict: { kind: 'boolean', default: true, why: 'Strictly.' },
  words: { kind: 'list', default: ['a'], maxItems: 3, why: 'Words.' },
  mode: { kind: 'choice', default: 'a', of: ['a', 'b'], why: 'Mode.' },
  title: { kind: 'text', default: '', maxLength: 9, why: 'Title.' },
} as const;

const entry = {
  id: '6f1d7c1e-0000-4000-8000-000000000008',
  organisationId: '6f1d7c1e-0000-4000-8000-000000000005',
  at: NOW.toISOString(),
  actor: { kind: 'staff', id: '6f1d7c1e-0000-4000-8000-000000000006' },
  purpose: 'review',
  act: 'flag.decided',
  object: { kind: 'flag', id: '6f1d7c1e-0000-4000-8000-000000000003' },
  outcome: 'refused',
  details: { kind: 'warn', copies: 3 },
  commitments: {},
};

const auditModel = {
  entries: [
    { entry, position: 7 },
    { entry: { ...entry, id: '6f1d7c1e-0000-4000-8000-000000000009', details: {} }, position: null },
  ],
  next: 'later',
  question: { filter: { act: 'flag', from: NOW }, after: null, faults: {} },
  head: {
    checkpoint: { size: 8, note: 'mlinzi/1\n8\nroot=\n\n— mlinzi/1 sig=\n', at: NOW },
    key: 'mlinzi/1+00+AQ==',
  },
};

const brokenLog = { kind: 'broken', fault: { why: 'changed', from: 3, to: 3 } } as const;
const wholeLog = { kind: 'ok', entries: 8, pruned: 0, root: '00' } as const;

/** Every page once, in its richest state. */
function pages(language: ConsoleLanguage): Readonly<Record<string, VNode>> {
  const visit = visitIn(language, true);
  const stranger = visitIn(language, false);
  const setting = {
    zone: 'Africa/Nairobi',
    spoken: group.languages,
    languages: [...group.languages, 'ara'],
    organisation: 'Example Relief',
  };
  const fault = {
    name: { word: 'fault.required' },
    timezone: { word: 'fault.zone' },
    basis: { word: 'basis.fault.notFree' },
  } as const;
  const rules = { id: 'house-rules', harms: ['conduct'] as const, schema, draft: {}, faults: {}, changes: 2 };
  const letter = {
    id: anImport.id as never,
    groupId: group.id,
    origin: { kind: 'import', importId: anImport.id } as const,
    receivedAt: NOW,
    messages: 3,
    attempts: 5,
    code: 'walk-failed',
  };
  return {
    setup: <SetupPage visit={stranger} token="t" draft={emptySetup(stranger)} faults={fault} />,
    waiting: <WaitingForSetupPage visit={stranger} />,
    expired: <ExpiredLinkPage visit={stranger} />,
    signIn: (
      <SignInPage
        visit={stranger}
        email=""
        next="/"
        faults={{ '': { word: 'signIn.tooMany', fillings: { count: 2 } } }}
      />
    ),
    noGroups: <GroupsPage visit={visit} groups={[]} />,
    groups: (
      <GroupsPage
        visit={visit}
        groups={[
          { group, basis: 'none' },
          { group, basis: 'active' },
        ]}
      />
    ),
    newGroup: (
      <NewGroupPage
        visit={visit}
        programmes={[programmeOf(group), programmeOf(group)]}
        draft={emptyDraft([])}
        faults={fault}
      />
    ),
    group: (
      <GroupPage
        visit={visit}
        group={group}
        basis={{ kind: 'active', eventId: '1', at: NOW, recorded: { ...recorded, validUntil: NOW } }}
      />
    ),
    settings: (
      <GroupSettingsPage visit={visit} group={group} draft={draftOf(group, visit.reader)} faults={{}} />
    ),
    rules: <RulesPage visit={visit} group={group} detectors={[rules]} />,
    basis: (
      <BasisPage
        visit={visit}
        group={group}
        status={{ kind: 'active', eventId: '1', at: NOW, recorded }}
        draft={emptyBasis(NOW, setting)}
        faults={fault}
        mayRecord
      />
    ),
    upload: (
      <UploadPage
        visit={visit}
        group={group}
        basis="active"
        draft={{ timezone: 'Africa/Nairobi', dateOrder: 'auto' }}
        faults={{}}
      />
    ),
    noUpload: (
      <UploadPage
        visit={visit}
        group={group}
        basis="none"
        draft={{ timezone: 'Africa/Nairobi', dateOrder: 'auto' }}
        faults={{}}
      />
    ),
    importing: <ImportPage visit={visit} shown={anImport} />,
    imported: <ImportPage visit={visit} shown={{ ...anImport, finishedAt: NOW, flagged: 3 }} />,
    ...flagPages(visit, group),
    ...noticePages(visit),
    ...retentionPages(visit),
    ...incidentPages(visit, group),
    ...demoPages(visit, stranger),
    ...accessPages(visit, stranger),
    stuck: <DeadLettersPage visit={visit} letters={[{ letter, group: group.name }]} />,
    nothingStuck: <DeadLettersPage visit={visit} letters={[]} />,
    audit: <AuditPage visit={visit} model={auditModel} verdict={brokenLog} />,
    wholeAudit: <AuditPage visit={visit} model={{ ...auditModel, entries: [] }} verdict={wholeLog} />,
    about: (
      <AboutPage
        visit={visit}
        wellbeing={{
          version: '1',
          waitingToBeRead: 2,
          health: { state: 'degraded', checks: { disk: { state: 'up', details: { free: 1 } } } },
        }}
      />
    ),
    ...Object.fromEntries(
      [400, 401, 403, 404, 409, 410, 413, 415, 418, 429, 500, 503].map((status) => [
        `error${status}`,
        <ErrorSheet visit={stranger} status={status} requestId="1" />,
      ]),
    ),
  };
}

describe.each(CONSOLE_LANGUAGES)('every page in %s', (language) => {
  const rendered = Object.entries(pages(language)).map(
    ([name, view]) => [name, renderToString(view)] as const,
  );

  it.each(rendered)('%s says everything in words, in the direction of the language', (_name, html) => {
    expect(html).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
    expect(html).not.toMatch(/undefined|\[object|\{\w+\}|NaN/);
  });

  it.each(rendered)('%s needs no inline script or style', (_name, html) => {
    expect(html).not.toMatch(/ style=| on[a-z]+=|<script(?![^>]* src=)|<style/);
  });

  it.each(rendered)('%s has each id once, and every reference leads to one', (_name, html) => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...html.matchAll(/ (?:aria-describedby|for|list)="([^"]+)"/g)].flatMap(([, to]) =>
      to?.split(' '),
    );
    expect(references.filter((to) => !ids.includes(to))).toEqual([]);
  });

  it.each(rendered)('%s proves in every form that the console showed it', (_name, html) => {
    const forms = html.match(/<form[^]*?<\/form>/g) ?? [];
    const isOutside = html.includes('class="outside"');
    const changing = forms.filter((form) => form.includes('method="post"'));
    expect(changing.filter((form) => !isOutside && !form.includes('_csrf'))).toEqual([]);
  });
});
