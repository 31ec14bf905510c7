import type { VNode } from 'preact';
import type { Invited } from '../../people/index.js';
import { Select, TextField } from '../layout/field.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { LanguageChoice } from '../layout/own-fields.js';
import type { FormFaults } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { placeOptions, roleOptions } from './role-choice.js';
import type { Places } from './role-choice.js';

export interface InviteDraft {
  readonly email: string;
  readonly language: string;
  readonly role: string;
  readonly place: string;
}

export interface InvitePageProps {
  readonly visit: SignedVisit;
  readonly draft: InviteDraft;
  readonly faults: FormFaults;
  readonly places: Places;
}

export function InvitePage({ visit, draft, faults, places }: InvitePageProps): VNode {
  const { reader, principal } = visit;
  const choose = { value: '', label: reader.say('form.choose') };
  return (
    <Layout visit={visit} title={reader.say('invite.title')} place="staff">
      <article class="card narrow">
        <p>{reader.say('invite.about')}</p>
        <Form visit={visit} action="/staff/invite" submit={reader.say('invite.submit')} faults={faults}>
          <TextField
            {...{ reader, faults }}
            name="email"
            label={reader.say('setup.email')}
            type="email"
            value={draft.email}
            autocomplete="off"
            required
            dir="ltr"
          />
          <Select
            {...{ reader, faults }}
            name="role"
            label={reader.say('invite.role')}
            options={[choose, ...roleOptions(reader, principal)]}
            value={draft.role}
            required
          />
          <Select
            {...{ reader, faults }}
            name="place"
            label={reader.say('invite.place')}
            hint={reader.say('invite.place.hint')}
            options={[choose, ...placeOptions(reader, places)]}
            value={draft.place}
            required
          />
          <LanguageChoice
            {...{ reader, faults }}
            label={reader.say('invite.language')}
            chosen={draft.language}
          />
        </Form>
      </article>
    </Layout>
  );
}

/** What became of the invitation; the link stands here once, where no mail carried it. */
export function InvitedPage({ visit, invited }: { visit: SignedVisit; invited: Invited }): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('invited.title')} place="staff">
      <article class="card narrow">
        <p>{reader.say(`invited.${invited.mail}`)}</p>
        {invited.link !== null && (
          <p>
            <bdi class="id secret" dir="ltr">
              {invited.link}
            </bdi>
          </p>
        )}
        <div class="do">
          <a class="btn" href="/staff">
            {reader.say('invited.back')}
          </a>
        </div>
      </article>
    </Layout>
  );
}
