import type { VNode } from 'preact';
import type { BasisStatus } from '../../consent/index.js';
import type { Group } from '../../people/index.js';
import { Fact } from '../layout/fact.js';
import { Layout } from '../layout/layout.js';
import type { Visit } from '../visit/visit.js';
import { BasisBadge } from '../basis/basis-badge.js';
import { GroupTabs } from './group-tabs.js';
import { writeRegions } from './regions.js';

export interface GroupPageProps {
  readonly visit: Visit;
  readonly group: Group;
  readonly basis: BasisStatus;
}

export function GroupPage({ visit, group, basis }: GroupPageProps): VNode {
  return (
    <Layout visit={visit} title={group.name} place="groups" aside={group.programme}>
      <GroupTabs visit={visit} groupId={group.id} here="overview" />
      <div class="split even">
        <NextStep visit={visit} group={group} basis={basis} />
        <GroupFacts visit={visit} group={group} />
      </div>
    </Layout>
  );
}

/** One main action: nothing can be imported before somebody decided that it may be read. */
function NextStep({ visit: { reader }, group, basis }: GroupPageProps): VNode {
  const isActive = basis.kind === 'active';
  return (
    <article class="card">
      <div class="row">
        <h2>{reader.say('group.reading')}</h2>
        <BasisBadge reader={reader} kind={basis.kind} />
      </div>
      <p>{reader.say(`group.reading.${basis.kind}`)}</p>
      {isActive && basis.recorded.validUntil && (
        <p class="sub">
          {reader.say('basis.until', { date: reader.date(basis.recorded.validUntil, group.timezone) })}
        </p>
      )}
      <div class="row">
        <a class="btn main" href={`/groups/${group.id}/${isActive ? 'import' : 'basis'}`}>
          {reader.say(isActive ? 'group.importNow' : 'group.recordNow')}
        </a>
        <a class="btn" href={`/flags?group=${group.id}`}>
          {reader.say('group.flags')}
        </a>
      </div>
    </article>
  );
}

function GroupFacts({ visit: { reader }, group }: { visit: Visit; group: Group }): VNode {
  return (
    <dl class="card facts">
      <Fact name={reader.say('group.languages')}>
        {reader.list(group.languages.map((code) => reader.languageName(code)))}
      </Fact>
      <Fact name={reader.say('group.timezone')}>
        <bdi class="id">{group.timezone}</bdi>
      </Fact>
      <Fact name={reader.say('group.regions')}>
        {group.regions.length > 0 ? writeRegions(reader, group.regions) : reader.say('form.none')}
      </Fact>
      <Fact name={reader.say('group.sizeLimit')}>
        {group.sizeLimit === null ? reader.say('form.none') : reader.number(group.sizeLimit)}
      </Fact>
      <Fact name={reader.say('group.namingPattern')}>
        {group.namingPattern === null ? reader.say('form.none') : <bdi class="id">{group.namingPattern}</bdi>}
      </Fact>
    </dl>
  );
}
