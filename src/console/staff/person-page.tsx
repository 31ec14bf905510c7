import type { VNode } from 'preact';
import type { StaffMember } from '../../people/index.js';
import { mayAnywhere, reachOf } from '../../platform/auth/index.js';
import { Choices, Select } from '../layout/field.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { placeName, placeOptions, roleOptions, roleValue } from './role-choice.js';
import type { Places } from './role-choice.js';

export interface PersonPageProps {
  readonly visit: SignedVisit;
  readonly person: StaffMember;
  readonly places: Places;
  readonly faults: FormFaults;
}

export function PersonPage(props: PersonPageProps): VNode {
  const { visit, person, faults } = props;
  const { reader, principal } = visit;
  const mayEnd = reachOf(principal, 'staff.manage').kind === 'organisation';
  return (
    <Layout
      visit={visit}
      title={person.name === '' ? reader.say('staff.erased') : person.name}
      place="staff"
      aside={<bdi dir="ltr">{person.email}</bdi>}
    >
      <article class="card narrow">
        <h2>{reader.say('person.roles')}</h2>
        {mayAnywhere(principal, 'staff.invite') ? (
          <Form
            visit={visit}
            action={`/staff/${person.id}/roles`}
            submit={reader.say('person.roles.submit')}
            faults={faults}
          >
            <RoleFields {...props} />
          </Form>
        ) : (
          <p>{reader.list(person.roles.map(({ role }) => reader.say(`role.${role}`)))}</p>
        )}
      </article>
      {mayEnd && person.id !== principal.staffId && <LoginCard visit={visit} person={person} />}
    </Layout>
  );
}

function RoleFields({ visit, person, places, faults }: PersonPageProps): VNode {
  const { reader, principal } = visit;
  const none = { value: '', label: reader.say('form.none') };
  const held = person.roles.map((role) => ({
    value: roleValue(role),
    label: `${reader.say(`role.${role.role}`)}, ${placeName(reader, role, places)}`,
  }));
  return (
    <>
      <Choices
        {...{ reader, faults }}
        name="kept"
        label={reader.say('person.kept')}
        kind="checkbox"
        options={held}
        chosen={held.map(({ value }) => value)}
        stacked
      />
      <Select
        {...{ reader, faults }}
        name="role"
        label={reader.say('person.add')}
        options={[none, ...roleOptions(reader, principal)]}
        value=""
      />
      <Select
        {...{ reader, faults }}
        name="place"
        label={reader.say('person.where')}
        options={[none, ...placeOptions(reader, places)]}
        value=""
      />
    </>
  );
}

/** Signing somebody out, and closing their login: at once, wherever they are. */
function LoginCard({ visit, person }: { visit: SignedVisit; person: StaffMember }): VNode {
  const { reader } = visit;
  const isClosed = person.disabledAt !== null;
  return (
    <article class="card narrow">
      <h2>{reader.say('person.login')}</h2>
      <p>{reader.say(isClosed ? 'person.closed' : 'person.open')}</p>
      <div class="do">
        <form method="post" action={`/staff/${person.id}/${isClosed ? 'enable' : 'disable'}`}>
          <HiddenFields visit={visit} />
          <button class={isClosed ? undefined : 'bad'}>
            {reader.say(isClosed ? 'person.enable' : 'person.disable')}
          </button>
        </form>
        {!isClosed && (
          <form method="post" action={`/staff/${person.id}/sessions`}>
            <HiddenFields visit={visit} />
            <button class="quiet">{reader.say('person.endSessions')}</button>
          </form>
        )}
        {!isClosed && (
          <form method="post" action={`/staff/${person.id}/second-factor`}>
            <HiddenFields visit={visit} />
            <button class="quiet">{reader.say('person.resetFactor')}</button>
          </form>
        )}
      </div>
    </article>
  );
}
