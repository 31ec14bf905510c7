import type { ComponentChildren, VNode } from 'preact';
import type { PermissionName } from '../../platform/auth/index.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import { inLanguage } from '../visit/visit.js';
import type { Visit } from '../visit/visit.js';
import { assetUrl } from '../assets/asset-files.js';
import { DemoMark } from './demo-mark.js';
import { HiddenFields } from './form.js';
import { Ways } from './ways.js';

export interface LayoutProps {
  readonly visit: Visit;
  readonly title: string;
  /** Said beside the title: the one number or fact the page is about. */
  readonly aside?: ComponentChildren;
  /** Which place in the navigation the page belongs to. */
  readonly place?: Place;
  /** Seconds after which a browser without scripts asks again. */
  readonly refresh?: number;
  readonly children: ComponentChildren;
}

export type Place =
  | 'flags'
  | 'notices'
  | 'groups'
  | 'escalation'
  | 'audit'
  | 'retention'
  | 'settings'
  | 'about'
  | 'incidents'
  | 'playbooks'
  | 'staff'
  | 'tokens'
  | 'account';

/** Doors that lead nowhere yet, or that this person may not open, are not shown. */
const PLACES: readonly (readonly [Place, string, PermissionName])[] = [
  ['flags', '/flags', 'flags.read'],
  ['notices', '/notices', 'notices.own'],
  ['incidents', '/incidents', 'incidents.read'],
  ['playbooks', '/playbooks', 'playbooks.read'],
  ['groups', '/groups', 'groups.read'],
  ['escalation', '/escalation', 'escalation.read'],
  ['audit', '/audit', 'audit.read'],
  ['retention', '/retention', 'retention.read'],
  ['staff', '/staff', 'staff.read'],
  ['tokens', '/tokens', 'tokens.manage'],
  ['settings', '/settings/waiting', 'channels.manage'],
  ['about', '/settings/about', 'session.own'],
];

export function Layout({ visit, title, aside, place, refresh, children }: LayoutProps): VNode {
  const { reader } = visit;
  return (
    <html lang={reader.language} dir={reader.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="same-origin" />
        {refresh !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <title>{`${title} · Mlinzi`}</title>
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('console.css')} />
        <script src={assetUrl('console.js')} defer />
      </head>
      <body class={visit.principal ? undefined : 'outside'}>
        <a class="skip" href="#main">
          {reader.say('layout.skip')}
        </a>
        {visit.principal ? <Navigation visit={visit} place={place} /> : <Threshold visit={visit} />}
        <main id="main" tabIndex={-1}>
          <DemoMark visit={visit} />
          <div class="head">
            <h1>{title}</h1>
            {aside !== undefined && <span class="sub">{aside}</span>}
          </div>
          {children}
        </main>
      </body>
    </html>
  );
}

function Brand(): VNode {
  return (
    <b class="brand">
      <span aria-hidden="true">◐</span> Mlinzi
    </b>
  );
}

function Navigation({ visit, place }: { visit: Visit; place: Place | undefined }): VNode {
  const { reader, principal } = visit;
  const doors = PLACES.filter(([, , permission]) => principal && mayAnywhere(principal, permission));
  return (
    <>
      <div class="who">
        <Brand />
        <span class="roles">{roleNames(visit)}</span>
        <a class="account" href="/account" aria-current={place === 'account' ? 'page' : undefined}>
          {reader.say('layout.place.account')}
        </a>
        <LanguageSwitch visit={visit} />
        <form method="post" action="/sign-out">
          <HiddenFields visit={visit} />
          <button class="quiet">{reader.say('layout.signOut')}</button>
        </form>
      </div>
      <nav class="nav" aria-label={reader.say('layout.main')}>
        <Brand />
        <Ways
          reader={reader}
          ways={doors.map(([key, url]) => ({ key, url, label: reader.say(`layout.place.${key}`) }))}
          here={place}
        />
      </nav>
    </>
  );
}

function roleNames({ reader, principal }: Visit): string {
  const roles = new Set((principal?.roles ?? []).map(({ role }) => role));
  return reader.list([...roles].map((role) => reader.say(`role.${role}`)));
}

function Threshold({ visit }: { visit: Visit }): VNode {
  return (
    <header class="threshold">
      <Brand />
      <LanguageSwitch visit={visit} />
    </header>
  );
}

const OWN_NAMES = { en: 'English', ar: 'العربية' } as const;

function LanguageSwitch({ visit }: { visit: Visit }): VNode {
  const other = visit.reader.language === 'en' ? 'ar' : 'en';
  return (
    <a class="language" href={inLanguage(visit, other)} lang={other} hrefLang={other}>
      {OWN_NAMES[other]}
    </a>
  );
}
