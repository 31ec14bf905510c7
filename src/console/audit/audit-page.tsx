import type { VNode } from 'preact';
import type { LogHead, Verdict } from '../../audit/index.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import { EmptyState } from '../layout/empty-state.js';
import { HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';
import { AuditSearch, auditUrl } from './audit-search.js';
import { EntryRow } from './entry-row.js';
import type { AuditModel } from './read-audit.js';

export interface AuditPageProps {
  readonly visit: Visit;
  readonly model: AuditModel;
  /** What a verification just found; null when none was asked for. */
  readonly verdict: Verdict | null;
}

/** The log belongs to the whole organisation, whose people live in several zones. */
const ZONE = 'UTC';

export function AuditPage({ visit, model, verdict }: AuditPageProps): VNode {
  const { reader } = visit;
  const { entries, next, head, question } = model;
  const size = head.checkpoint?.size ?? 0;
  return (
    <Layout
      visit={visit}
      title={reader.say('audit.title')}
      place="audit"
      aside={reader.say('audit.size', { count: size })}
    >
      <p class="note">{reader.say('audit.about')}</p>
      {verdict && <Verified visit={visit} verdict={verdict} />}
      <TakeAway visit={visit} head={head} />
      <AuditSearch visit={visit} question={question} />
      {entries.length === 0 ? (
        <EmptyState title={reader.say('audit.empty')} body={reader.say('audit.emptyBody')} />
      ) : (
        <ul class="list" aria-label={reader.say('audit.title')}>
          {entries.map((listed) => (
            <EntryRow visit={visit} listed={listed} zone={ZONE} key={listed.entry.id} />
          ))}
        </ul>
      )}
      {next !== null && (
        <p class="block">
          <a class="btn" href={auditUrl(question.filter, next)}>
            {reader.say('audit.older')}
          </a>
        </p>
      )}
    </Layout>
  );
}

/** What a person types; the quotes keep a shell's hands off the key. */
const commandFor = (key: string): string => `node verify-export.mjs mlinzi-audit.jsonl --key '${key}'`;

/** Colour never speaks alone: a shape and a sentence go before it. */
function Verified({ visit: { reader }, verdict }: { visit: Visit; verdict: Verdict }): VNode {
  if (verdict.kind === 'ok')
    return (
      <p class="note" role="status">
        <span class="lvl ok">
          <span aria-hidden="true">✓</span> {reader.say('audit.whole')}
        </span>{' '}
        {reader.say('audit.wholeBody', { count: verdict.entries })}
      </p>
    );
  const { why, from, to } = verdict.fault;
  return (
    <div class="alert" role="alert">
      <b>
        <span aria-hidden="true">▲ </span>
        {reader.say('audit.broken', { from, to })}
      </b>
      <p>{reader.say(`audit.fault.${why}`)}</p>
      <p>{reader.say('audit.brokenNext')}</p>
    </div>
  );
}

function TakeAway({ visit, head }: { visit: Visit; head: LogHead }): VNode {
  const { reader, principal } = visit;
  const mayTake = principal !== null && mayAnywhere(principal, 'audit.export');
  return (
    <article class="card">
      <div class="row">
        <form method="post" action="/audit/verification">
          <HiddenFields visit={visit} />
          <button class="main">{reader.say('audit.verify')}</button>
        </form>
        {mayTake && (
          <a class="btn" href="/api/v1/audit/export" download>
            {reader.say('audit.export')}
          </a>
        )}
        <a class="btn" href="/api/v1/audit/verifier" download="verify-export.mjs">
          {reader.say('audit.verifier')}
        </a>
      </div>
      <details class="block">
        <summary>{reader.say('audit.alone')}</summary>
        <p>{reader.say('audit.aloneBody')}</p>
        <pre dir="ltr" class="preserved">
          {commandFor(head.key)}
        </pre>
        {head.checkpoint && (
          <>
            <p>
              {reader.say('audit.checkpoint')} <Moment visit={visit} at={head.checkpoint.at} zone={ZONE} />
            </p>
            <pre dir="ltr" class="preserved">
              {head.checkpoint.note}
            </pre>
            <p class="sub">{reader.say('audit.keepIt')}</p>
          </>
        )}
      </details>
    </article>
  );
}
