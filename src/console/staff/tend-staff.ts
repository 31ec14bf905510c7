import { Injectable, NotFoundException } from '@nestjs/common';
import { asId } from '../../kernel/ids.js';
import { ChangeRoles, DisableStaff, InvitePerson, ListStaff, RevokeSessions } from '../../people/index.js';
import type { HeldRole, Invited, StaffMember } from '../../people/index.js';
import { FormReading } from '../visit/read-form.js';
import type { Fault, FormFaults, PostedForm } from '../visit/read-form.js';
import type { SignedVisit } from '../visit/visit.js';
import { CONSOLE_LANGUAGES } from '../words/words.js';
import type { InviteDraft } from './invite-page.js';
import { placeOf, readRole } from './role-choice.js';

/** What the people room refuses, beside the field it is about. */
const FAULTS: Readonly<Record<string, readonly [field: string, fault: Fault]>> = {
  'email-taken': ['email', { word: 'invite.fault.taken' }],
  'already-invited': ['email', { word: 'invite.fault.invited' }],
  'unknown-place': ['place', { word: 'fault.choose' }],
  'two-places': ['place', { word: 'fault.choose' }],
  'beyond-reach': ['role', { word: 'invite.fault.beyond' }],
  'no-role': ['role', { word: 'person.fault.none' }],
  'last-admin': ['', { word: 'person.fault.lastAdmin' }],
  'not-oneself': ['', { word: 'person.fault.oneself' }],
};

export interface InviteAgain {
  readonly kind: 'again';
  readonly draft: InviteDraft;
  readonly faults: FormFaults;
}

/** From posted forms to invitations, roles and logins. */
@Injectable()
export class TendStaff {
  constructor(
    private readonly invitePerson: InvitePerson,
    private readonly listStaff: ListStaff,
    private readonly changeRoles: ChangeRoles,
    private readonly disableStaff: DisableStaff,
    private readonly revokeSessions: RevokeSessions,
  ) {}

  list({ principal }: SignedVisit): Promise<readonly StaffMember[]> {
    return this.listStaff.execute(principal);
  }

  async one(visit: SignedVisit, id: string): Promise<StaffMember> {
    const person = (await this.list(visit)).find((one) => one.id === id);
    if (!person) throw new NotFoundException();
    return person;
  }

  async invite({ principal }: SignedVisit, posted: PostedForm): Promise<Invited | InviteAgain> {
    const form = new FormReading(posted);
    const draft = {
      email: form.required('email', 254),
      language: form.choice('language', CONSOLE_LANGUAGES) ?? 'en',
      role: form.required('role', 50),
      place: form.required('place', 100),
    };
    if (draft.email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email))
      form.blame('email', 'fault.email');
    const role = readRole(`${draft.role}:${draft.place}`);
    if (role === null) form.blame('role', 'fault.choose');
    if (form.isFaulty || role === null) return { kind: 'again', draft, faults: form.faults };
    const invited = await this.invitePerson.execute(principal, { ...draft, roles: [role] });
    return invited.kind === 'invited' ? invited : { kind: 'again', draft, faults: faultsFor(invited.reason) };
  }

  /** Null when the roles are changed. */
  async roles({ principal }: SignedVisit, id: string, posted: PostedForm): Promise<FormFaults | null> {
    const form = new FormReading(posted);
    const kept = form.many('kept').flatMap((value) => readRole(value) ?? []);
    const added = addedRole(form);
    if (form.isFaulty) return form.faults;
    const wanted: readonly HeldRole[] = added ? [...kept, added] : kept;
    const changed = await this.changeRoles.execute(principal, asId<'staff'>(id), wanted);
    return changed.kind === 'changed' ? null : faultsFor(changed.reason);
  }

  async disable({ principal }: SignedVisit, id: string): Promise<FormFaults | null> {
    const done = await this.disableStaff.disable(principal, asId<'staff'>(id));
    return done.kind === 'done' ? null : faultsFor(done.reason);
  }

  enable({ principal }: SignedVisit, id: string): Promise<void> {
    return this.disableStaff.enable(principal, asId<'staff'>(id));
  }

  async endSessions({ principal }: SignedVisit, id: string): Promise<void> {
    await this.revokeSessions.execute(principal, asId<'staff'>(id));
  }
}

function addedRole(form: FormReading): HeldRole | null {
  const [role, place] = [form.text('role'), form.text('place')];
  if (role === '' && place === '') return null;
  if (placeOf(place) === null) form.blame('place', 'fault.choose');
  const added = readRole(`${role}:${place}`);
  if (added === null) form.blame('role', 'fault.choose');
  return added;
}

function faultsFor(reason: string): FormFaults {
  const [field, fault] = FAULTS[reason] ?? ['', { word: 'fault.choose' }];
  return { [field]: fault };
}
