import type { VNode } from 'preact';
import type { ContextMessage, FlagContext } from '../../../review/index.js';
import { Moment } from '../../layout/moment.js';
import { Quoted } from '../../layout/quoted.js';
import type { Visit } from '../../visit/visit.js';

export interface ContextPartProps {
  readonly visit: Visit;
  readonly context: FlagContext;
  readonly isWide: boolean;
  readonly zone: string;
}

/** The conversation around the message. Bystanders have letters; what leads to them is masked. */
export function ContextPart({ visit, context, isWide, zone }: ContextPartProps): VNode {
  const { reader } = visit;
  const isGone = context.before.length + context.after.length === 0;
  const wider = new URLSearchParams([...visit.query].filter(([name]) => !['done', 'said'].includes(name)));
  wider.set('around', 'more');
  return (
    <section class="ctx" aria-label={reader.say('flags.context')}>
      <h2>{reader.say('flags.context')}</h2>
      {isGone && <p class="sub">{reader.say('flags.context.gone')}</p>}
      <Messages visit={visit} messages={context.before} zone={zone} />
      {!isGone && <p class="here">{reader.say('flags.context.here')}</p>}
      <Messages visit={visit} messages={context.after} zone={zone} />
      {!isGone && !isWide && (
        <a href={`?${wider.toString()}`} data-key="x">
          {reader.say('flags.context.more')}
        </a>
      )}
    </section>
  );
}

function Messages(props: { visit: Visit; messages: readonly ContextMessage[]; zone: string }): VNode {
  const { visit, messages, zone } = props;
  const { reader } = visit;
  return (
    <>
      {messages.map((message, index) => (
        <div class={message.own ? 'line own' : 'line'} key={index}>
          <span class="sub">
            <b class="id">{message.who}</b> <Moment visit={visit} at={message.sentAt} zone={zone} />
          </span>
          <Words visit={visit} message={message} />
          {message.media.length > 0 && (
            <span class="sub">{reader.list(message.media.map((kind) => reader.say(`media.${kind}`)))}</span>
          )}
        </div>
      ))}
    </>
  );
}

function Words({ visit: { reader }, message }: { visit: Visit; message: ContextMessage }): VNode | null {
  if (message.text === null) return null;
  const words = <Quoted text={message.text} spans={[]} language={message.language} />;
  if (!message.softened) return words;
  return (
    <details class="covered">
      <summary>{reader.say('flags.covered')}</summary>
      {words}
    </details>
  );
}
