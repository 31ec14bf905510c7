import type { VNode } from 'preact';
import type { EntryFilter } from '../../audit/index.js';
import { TextField } from '../layout/field.js';
import { dayOf } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import type { AuditQuestion } from './read-audit.js';

/** Asks with GET, so that a search has an address that people can send each other. */
export function AuditSearch({ visit, question }: { visit: Visit; question: AuditQuestion }): VNode {
  const { reader } = visit;
  const { filter, faults } = question;
  return (
    <details class="card" open={Object.keys(filter).length > 0 || Object.keys(faults).length > 0}>
      <summary>{reader.say('audit.search')}</summary>
      <form method="get" action="/audit" class="form" noValidate>
        <Questions visit={visit} question={question} />
        <div class="do">
          <button>{reader.say('audit.find')}</button>
          <a href="/audit">{reader.say('audit.all')}</a>
        </div>
      </form>
    </details>
  );
}

function Questions({ visit: { reader }, question }: { visit: Visit; question: AuditQuestion }): VNode {
  const { filter, faults } = question;
  const about = (name: 'act' | 'actor' | 'kind' | 'object' | 'from' | 'to') => ({
    ...{ reader, faults, name },
    label: reader.say(`audit.${name}`),
  });
  return (
    <>
      <div class="pair">
        <TextField {...about('act')} hint={reader.say('audit.actHint')} value={filter.act ?? ''} dir="ltr" />
        <TextField {...about('actor')} value={filter.actorId ?? ''} dir="ltr" />
      </div>
      <div class="pair">
        <TextField {...about('kind')} value={filter.objectKind ?? ''} dir="ltr" />
        <TextField {...about('object')} value={filter.objectId ?? ''} dir="ltr" />
      </div>
      <div class="pair">
        <TextField {...about('from')} type="date" value={day(filter.from)} />
        <TextField {...about('to')} type="date" value={day(filter.to)} />
      </div>
    </>
  );
}

const day = (at: Date | undefined): string => (at ? dayOf(at, 'UTC') : '');

export function auditUrl(filter: EntryFilter, after: string): string {
  const query = new URLSearchParams({ after });
  const named = {
    act: filter.act,
    actor: filter.actorId,
    kind: filter.objectKind,
    object: filter.objectId,
    from: day(filter.from),
    to: day(filter.to),
  };
  for (const [name, value] of Object.entries(named))
    if (value !== undefined && value !== '') query.set(name, value);
  return `/audit?${query.toString()}`;
}
