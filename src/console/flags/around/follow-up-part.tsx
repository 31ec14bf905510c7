import type { VNode } from 'preact';
import type { FlagView, FollowUp } from '../../../review/index.js';
import { HiddenFields } from '../../layout/form.js';
import { Moment } from '../../layout/moment.js';
import type { Visit } from '../../visit/visit.js';
import { nameOf } from '../decide/decision-list.js';

/** What is left for a person to do, with the words ready to be copied. */
export function FollowUpPart(props: {
  visit: Visit;
  flag: FlagView;
  followUp: readonly FollowUp[];
  zone: string;
}): VNode {
  return (
    <>
      {props.followUp.map((asked) => (
        <Asked {...props} asked={asked} key={asked.decisionId + asked.kind} />
      ))}
    </>
  );
}

function Asked(props: { visit: Visit; flag: FlagView; asked: FollowUp; zone: string }): VNode {
  const { visit, flag, asked, zone } = props;
  const { reader } = visit;
  const { text, done } = asked;
  const id = `text-${asked.kind}`;
  const language = reader.languageName(text.language);
  return (
    <section class="follow-up">
      <h2>{reader.say(`flags.ask.${asked.kind}`)}</h2>
      {asked.way === 'person' && <p class="sub">{reader.say('flags.ask.byPerson')}</p>}
      <label for={id} class="sub">
        {text.isTheirs
          ? reader.say('flags.ask.inTheirs', { language })
          : reader.say('flags.ask.notInTheirs', { language })}
      </label>
      <textarea id={id} readOnly rows={4} lang={text.language} dir="auto">
        {text.text}
      </textarea>
      <div class="row">
        <button type="button" class="btn" hidden data-copy={id} data-copied={reader.say('flags.ask.copied')}>
          {reader.say('flags.ask.copy')}
        </button>
        {done ? (
          <span class="sub">
            {reader.say('flags.ask.done')} <bdi>{nameOf(reader, done.by)}</bdi> ·{' '}
            <Moment visit={visit} at={done.at} zone={zone} />
          </span>
        ) : (
          <form method="post" action={`/flags/${flag.id}/done`} class="row">
            <HiddenFields visit={visit} />
            <input type="hidden" name="decision" value={asked.decisionId} />
            <button>{reader.say('flags.ask.sayDone')}</button>
            <span class="sub">{reader.say('flags.ask.doneHint')}</span>
          </form>
        )}
      </div>
    </section>
  );
}
