import type { VNode } from 'preact';
import type { Group } from '../../people/index.js';
import { TextArea } from '../layout/field.js';
import { languageTag } from '../layout/quoted.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import type { BasisDraft } from './basis-form.js';
import { READY_MADE_LANGUAGES } from './notices.js';

interface NoticeFieldsProps {
  readonly visit: Visit;
  readonly group: Group;
  readonly draft: BasisDraft;
  readonly faults: FormFaults;
}

/** A notice per language of the group, ready to edit; other languages wait folded. Only those ticked count as told. */
export function NoticeFields(props: NoticeFieldsProps): VNode {
  const { reader } = props.visit;
  const languages = Object.keys(props.draft.notices);
  const own = languages.filter((language) => props.group.languages.includes(language));
  const others = languages.filter((language) => !own.includes(language));
  const fault = props.faults.notice;
  return (
    <fieldset class="field notices" id="notice">
      <legend>{reader.say('basis.notice')}</legend>
      <span class="hint">{reader.say('basis.notice.hint')}</span>
      {fault && <span class="fault">▲ {reader.say(fault.word, fault.fillings)}</span>}
      {own.map((language) => (
        <Notice {...props} language={language} key={language} />
      ))}
      {others.length > 0 && (
        <details>
          <summary>{reader.say('basis.notice.more')}</summary>
          {others.map((language) => (
            <Notice {...props} language={language} key={language} />
          ))}
        </details>
      )}
    </fieldset>
  );
}

function Notice({
  visit: { reader },
  draft,
  faults,
  language,
}: NoticeFieldsProps & { language: string }): VNode {
  const tag = languageTag(language);
  const name = reader.languageName(language);
  return (
    <div class="notice">
      <label class="choice">
        <input type="checkbox" name="told" value={language} checked={draft.told.includes(language)} />
        <span>{reader.say('basis.notice.told', { language: name })}</span>
      </label>
      <TextArea
        reader={reader}
        faults={faults}
        name={`notice-${language}`}
        label={name}
        hint={READY_MADE_LANGUAGES.includes(language) ? undefined : reader.say('basis.notice.own')}
        value={draft.notices[language] ?? ''}
        rows={9}
        dir="auto"
        {...(tag === undefined ? {} : { lang: tag })}
      />
    </div>
  );
}
