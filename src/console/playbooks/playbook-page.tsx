import type { ComponentChildren, VNode } from 'preact';
import type { Playbook, PlaybookStep } from '../../incidents/index.js';
import { wordsOf } from '../incidents/wording.js';
import { Layout } from '../layout/layout.js';
import type { Visit } from '../visit/visit.js';

interface PlaybookPageProps {
  readonly visit: Visit;
  readonly playbook: Playbook;
}

/** One playbook to be read as a page: each step with its reason, its time, and what people do where the channel cannot. */
export function PlaybookPage({ visit, playbook }: PlaybookPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout
      visit={visit}
      title={wordsOf(playbook.title, reader)}
      place="playbooks"
      aside={reader.say('playbooks.version', { version: playbook.version })}
    >
      <p class="back">
        <a href="/playbooks">{reader.say('playbooks.back')}</a>
      </p>
      <p class="lead">{wordsOf(playbook.summary, reader)}</p>
      <p class="row standing">
        {playbook.harms.map((harm) => (
          <span class="chip" key={harm}>
            {reader.say(`harm.${harm}`)}
          </span>
        ))}
        <span class="sub">
          {reader.say('playbooks.keptBy', { role: reader.say(`role.${playbook.ownerRole}`) })} ·{' '}
          {reader.say('playbooks.reviewed', { day: reader.date(new Date(playbook.reviewedOn), 'UTC') })}
        </span>
      </p>
      <ol class="pile plain">
        {playbook.steps.map((step, index) => (
          <Step visit={visit} playbook={playbook} step={step} number={index + 1} key={step.id} />
        ))}
      </ol>
    </Layout>
  );
}

function Step({
  visit,
  playbook,
  step,
  number,
}: PlaybookPageProps & { step: PlaybookStep; number: number }): VNode {
  const { reader } = visit;
  return (
    <li class="card">
      <h2>
        {reader.number(number)}. {wordsOf(step.title, reader)}
      </h2>
      <p class="row">
        <span class="chip">{reader.say(`playbooks.kind.${step.kind}`)}</span>
        <span class="chip">{reader.say(`role.${step.role}`)}</span>
        <span class="chip">{dueWords(visit, step.dueMinutes)}</span>
        <span class="chip">
          {reader.say(step.required ? `playbooks.before.${step.before}` : 'incidents.step.optional')}
        </span>
      </p>
      <p>{wordsOf(step.guidance, reader)}</p>
      {step.outcomes.length > 0 && (
        <ul>
          {step.outcomes.map((outcome) => (
            <li key={outcome.id}>
              {wordsOf(outcome.title, reader)} › {stepName(visit, playbook, outcome.next)}
            </li>
          ))}
        </ul>
      )}
      {step.onUnavailable !== null && (
        <Aside title={reader.say('incidents.onUnavailable')}>{wordsOf(step.onUnavailable, reader)}</Aside>
      )}
      {step.doNoHarm !== null && (
        <Aside title={reader.say('incidents.doNoHarm')}>{wordsOf(step.doNoHarm, reader)}</Aside>
      )}
    </li>
  );
}

function Aside({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return (
    <p class="note">
      <b>{title}</b> {children}
    </p>
  );
}

function stepName({ reader }: Visit, { steps }: Playbook, id: string | null): string {
  const next = steps.find((step) => step.id === id);
  return next ? wordsOf(next.title, reader) : reader.say('playbooks.end');
}

const HOUR = 60;
const DAY = 24 * HOUR;

function dueWords({ reader }: Visit, minutes: number): string {
  if (minutes % DAY === 0) return reader.say('playbooks.due.days', { count: minutes / DAY });
  if (minutes % HOUR === 0) return reader.say('playbooks.due.hours', { count: minutes / HOUR });
  return reader.say('playbooks.due.minutes', { count: minutes });
}
