import type { VNode } from 'preact';
import type { MoveProps } from '../moves/move-props.js';
import { Step } from './step.js';
import { wordsOf } from '../wording.js';

/** The playbook the incident is pinned to, step by step: whose it is, until when, and what was found. */
export function Checklist({ visit, view }: MoveProps): VNode | null {
  const { reader } = visit;
  const { playbook, checklist, incident } = view;
  if (playbook === null) {
    if (incident.state === 'new' || incident.state === 'triage') return null;
    return <p class="note">{reader.say('incidents.noPlaybook')}</p>;
  }
  const isWorkedOn = ['confirmed', 'contained', 'resolved'].includes(incident.state);
  const next = isWorkedOn ? checklist.find(({ state }) => state === 'open')?.step.id : undefined;
  return (
    <article class="card" aria-label={reader.say('incidents.playbook')}>
      <div class="row">
        <h2>{wordsOf(playbook.title, reader)}</h2>
        <a class="sub" href={`/playbooks/${playbook.id}`}>
          {reader.say('incidents.pinned', { version: playbook.version })}
        </a>
      </div>
      <ol class="steps">
        {checklist.map((step) => (
          <Step
            visit={visit}
            view={view}
            at={step}
            isNext={step.step.id === next}
            isWorkedOn={isWorkedOn}
            key={step.step.id}
          />
        ))}
      </ol>
    </article>
  );
}
