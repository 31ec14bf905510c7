import type { VNode } from 'preact';
import type { Playbook } from '../../incidents/index.js';
import { wordsOf } from '../incidents/wording.js';
import { Layout } from '../layout/layout.js';
import type { Visit } from '../visit/visit.js';

/** What is to be done when something happens, for everybody to read before it does. */
export function PlaybooksPage({ visit, playbooks }: { visit: Visit; playbooks: readonly Playbook[] }): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('playbooks.title')} place="playbooks">
      <p class="sub lead">{reader.say('playbooks.about')}</p>
      <ul class="list" aria-label={reader.say('playbooks.title')}>
        {playbooks.map((playbook) => (
          <li key={playbook.id}>
            <div class="t">
              <a class="open" href={`/playbooks/${playbook.id}`}>
                {wordsOf(playbook.title, reader)}
              </a>
              <span>
                {reader.say('playbooks.version', { version: playbook.version })} ·{' '}
                {reader.say('playbooks.steps', { count: playbook.steps.length })}
              </span>
            </div>
            <p>{wordsOf(playbook.summary, reader)}</p>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
