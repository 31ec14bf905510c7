import type { VNode } from 'preact';
import type { InvitationView, StaffMember, StaffRole } from '../../people/index.js';
import { STAFF_ROLES } from '../../people/index.js';
import { mayAnywhere } from '../../platform/auth/index.js';
import { Choices } from '../layout/field.js';
import { Form, HiddenFields } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { SignedVisit } from '../visit/visit.js';
import { placeName } from './role-choice.js';
import type { Places } from './role-choice.js';

export interface StaffPageProps {
  readonly visit: SignedVisit;
  readonly staff: readonly StaffMember[];
  readonly invitations: readonly InvitationView[];
  readonly places: Places;
  /** Null for whoever may not change it. */
  readonly secondFactor: readonly StaffRole[] | null;
}

/** Staff work in many places; their common zone is UTC. */
export const ZONE = 'UTC';

export function StaffPage(props: StaffPageProps): VNode {
  const { visit, staff, invitations, secondFactor } = props;
  const { reader, principal } = visit;
  return (
    <Layout
      visit={visit}
      title={reader.say('staff.title')}
      place="staff"
      aside={reader.say('staff.count', { count: staff.length })}
    >
      {mayAnywhere(principal, 'staff.invite') && (
        <p class="row">
          <a class="btn main" href="/staff/invite">
            {reader.say('staff.invite')}
          </a>
        </p>
      )}
      {invitations.length > 0 && (
        <>
          <h2>{reader.say('staff.invited')}</h2>
          <ul class="list" aria-label={reader.say('staff.invited')}>
            {invitations.map((invitation) => (
              <Invitation {...props} invitation={invitation} key={invitation.id} />
            ))}
          </ul>
        </>
      )}
      <h2>{reader.say('staff.people')}</h2>
      <ul class="list" aria-label={reader.say('staff.people')}>
        {staff.map((person) => (
          <Person {...props} person={person} key={person.id} />
        ))}
      </ul>
      {secondFactor !== null && <SecondFactorCard visit={visit} chosen={secondFactor} />}
    </Layout>
  );
}

function Person({ visit, places, person }: StaffPageProps & { person: StaffMember }): VNode {
  const { reader } = visit;
  return (
    <li class="linked">
      <div class="t">
        <a class="open" href={`/staff/${person.id}`}>
          <bdi>{person.name === '' ? reader.say('staff.erased') : person.name}</bdi>
        </a>
        {person.disabledAt !== null && <span class="badge">{reader.say('staff.disabled')}</span>}
      </div>
      <span class="sub">
        <bdi dir="ltr">{person.email}</bdi>
      </span>
      <span class="sub">
        {reader.list(
          person.roles.map(
            (held) => `${reader.say(`role.${held.role}`)}, ${placeName(reader, held, places)}`,
          ),
        )}
      </span>
      <span class="sub">
        {person.seenAt === null ? (
          reader.say('staff.neverSeen')
        ) : (
          <>
            {reader.say('staff.seen')} <Moment visit={visit} at={person.seenAt} zone={ZONE} />
          </>
        )}
      </span>
    </li>
  );
}

function Invitation({ visit, places, invitation }: StaffPageProps & { invitation: InvitationView }): VNode {
  const { reader } = visit;
  const { id, email, roles, state, mail, expiresAt } = invitation;
  return (
    <li>
      <div class="t">
        <b>
          <bdi dir="ltr">{email}</bdi>
        </b>
        <span class="badge">{reader.say(`staff.invitation.${state}`)}</span>
      </div>
      <span class="sub">
        {reader.list(
          roles.map((held) => `${reader.say(`role.${held.role}`)}, ${placeName(reader, held, places)}`),
        )}
      </span>
      <span class="sub">
        {reader.say(`staff.mail.${mail}`)} ·{' '}
        {reader.say('staff.until', { date: reader.moment(expiresAt, ZONE) })}
      </span>
      <div class="do">
        <form method="post" action={`/staff/invitations/${id}/again`}>
          <HiddenFields visit={visit} />
          <button>{reader.say('staff.again')}</button>
        </form>
        <form method="post" action={`/staff/invitations/${id}/revoke`}>
          <HiddenFields visit={visit} />
          <button class="quiet">{reader.say('staff.revoke')}</button>
        </form>
      </div>
    </li>
  );
}

function SecondFactorCard({ visit, chosen }: { visit: SignedVisit; chosen: readonly StaffRole[] }): VNode {
  const { reader } = visit;
  return (
    <article class="card narrow">
      <h2>{reader.say('staff.secondFactor')}</h2>
      <Form visit={visit} action="/staff/second-factor" submit={reader.say('form.save')}>
        <Choices
          reader={reader}
          faults={{}}
          name="roles"
          label={reader.say('staff.secondFactor.roles')}
          hint={reader.say('staff.secondFactor.hint')}
          kind="checkbox"
          options={STAFF_ROLES.map((role) => ({ value: role, label: reader.say(`role.${role}`) }))}
          chosen={chosen}
        />
      </Form>
    </article>
  );
}
