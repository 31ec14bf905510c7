import type { VNode } from 'preact';
import { mayAnywhere } from '../../platform/auth/index.js';
import type { ClassStanding, Erasure, RetentionRun } from '../../retention/index.js';
import { HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';
import { classWords } from './class-words.js';
import { RunList } from './run-list.js';

export interface RetentionModel {
  readonly classes: readonly ClassStanding[];
  readonly runs: readonly RetentionRun[];
  readonly erasures: readonly Erasure[];
  /** The class whose days were refused, with what it allows. */
  readonly refused: { readonly class: string; readonly floor: number; readonly cap: number } | null;
}

/** What is kept belongs to the whole organisation, whose people live in several zones. */
export const ZONE = 'UTC';

export function RetentionPage({ visit, model }: { visit: Visit; model: RetentionModel }): VNode {
  const { reader } = visit;
  const over = model.classes.reduce((sum, one) => sum + one.over, 0);
  return (
    <Layout
      visit={visit}
      title={reader.say('retention.title')}
      place="retention"
      aside={over === 0 ? reader.say('retention.nothingOver') : reader.say('retention.over', { count: over })}
    >
      <p class="note">{reader.say('retention.about')}</p>
      <RunNow visit={visit} runs={model.runs} />
      <ForgetDoor visit={visit} erasures={model.erasures} />
      <ul class="list">
        {model.classes
          .filter(({ keepDays }) => keepDays !== null)
          .map((one) => (
            <ClassRow visit={visit} standing={one} refused={model.refused} key={one.class} />
          ))}
      </ul>
      <details class="card">
        <summary>{reader.say('retention.kept')}</summary>
        <ul>
          {model.classes
            .filter(({ keepDays }) => keepDays === null)
            .map((one) => {
              const { name, why } = classWords(reader, one.class);
              return (
                <li key={one.class}>
                  <b>{name}</b> <span class="sub">{why}</span>
                </li>
              );
            })}
        </ul>
      </details>
      <RunList visit={visit} runs={model.runs} />
    </Layout>
  );
}

function RunNow({ visit, runs }: { visit: Visit; runs: readonly RetentionRun[] }): VNode | null {
  const { reader, principal } = visit;
  if (runs.some(({ finishedAt }) => finishedAt === null))
    return <p role="status">{reader.say('retention.underWay')}</p>;
  if (!principal || !mayAnywhere(principal, 'retention.run')) return null;
  return (
    <form method="post" action="/retention/runs" class="do">
      <HiddenFields visit={visit} />
      <button class="main">{reader.say('retention.runNow')}</button>
      <span class="sub">{reader.say('retention.runHint')}</span>
    </form>
  );
}

function ForgetDoor({ visit, erasures }: { visit: Visit; erasures: readonly Erasure[] }): VNode {
  const { reader, principal } = visit;
  return (
    <section class="card">
      <h2>{reader.say('retention.people')}</h2>
      {principal && mayAnywhere(principal, 'members.forget') && (
        <p>
          <a href="/retention/forget">{reader.say('retention.forget')}</a>
        </p>
      )}
      {erasures.length === 0 ? (
        <p class="sub">{reader.say('retention.nobody')}</p>
      ) : (
        <ul>
          {erasures.map((erasure) => (
            <li key={erasure.id}>
              <a href={`/retention/receipts/${erasure.id}`}>
                {reader.say(erasure.doneAt ? 'retention.receipt' : 'retention.notDone')}
              </a>{' '}
              <Moment visit={visit} at={erasure.doneAt ?? erasure.askedAt} zone={ZONE} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ClassRow(props: {
  visit: Visit;
  standing: ClassStanding;
  refused: RetentionModel['refused'];
}): VNode {
  const { visit, standing, refused } = props;
  const { reader } = visit;
  const { name, why } = classWords(reader, standing.class);
  const isCounted = standing.tables.length > 0;
  return (
    <li id={standing.class}>
      <div class="t">
        <b>{name}</b>
        <span>{reader.say('retention.days', { count: standing.keepDays ?? 0 })}</span>
      </div>
      <span class="sub">{why}</span>
      {isCounted && (
        <span>
          {standing.more
            ? reader.say('retention.more')
            : reader.say('retention.went', { count: standing.rows })}
          {standing.over > 0 && ` · ${reader.say('retention.overNow', { count: standing.over })}`}
          {standing.over === 0 && standing.nextAt && (
            <>
              {` · ${reader.say('retention.next')} `}
              <Moment visit={visit} at={standing.nextAt} zone={ZONE} />
            </>
          )}
        </span>
      )}
      <KeepForm visit={visit} standing={standing} refused={refused} />
    </li>
  );
}

function KeepForm({ visit, standing, refused }: Parameters<typeof ClassRow>[0]): VNode | null {
  const { reader, principal } = visit;
  const { class: id, keepDays, floorDays, capDays } = standing;
  if (!principal || !mayAnywhere(principal, 'retention.run') || floorDays === capDays) return null;
  const isRefused = refused?.class === id;
  return (
    <details open={isRefused}>
      <summary>{reader.say('retention.change')}</summary>
      <form method="post" action="/retention/keep" class="form" noValidate>
        <HiddenFields visit={visit} />
        <input type="hidden" name="class" value={id} />
        {isRefused && (
          <p class="fault" role="alert">
            {reader.say('fault.wholeNumber', { min: floorDays, max: capDays })}
          </p>
        )}
        <div class="field">
          <label for={`days-${id}`}>
            {reader.say('retention.daysLabel', { min: floorDays, max: capDays })}
          </label>
          <input
            id={`days-${id}`}
            name="days"
            type="number"
            inputMode="numeric"
            min={floorDays}
            max={capDays}
            value={String(keepDays ?? floorDays)}
            aria-invalid={isRefused ? true : undefined}
          />
        </div>
        <div class="do">
          <button>{reader.say('form.save')}</button>
        </div>
      </form>
    </details>
  );
}
