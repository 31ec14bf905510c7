import type { Role } from '../../kernel/principal.js';

/** An invented person with a login. `example.org` belongs to nobody (RFC 2606). */
export interface Colleague {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: string;
  /** The group they coordinate, by its language; null where the role holds in the whole organisation. */
  readonly group: 'eng' | 'ara' | 'swh' | null;
}

function colleague(name: string, role: Role, more: Partial<Colleague> = {}): Colleague {
  const email = `${name.split(' ')[0]?.toLowerCase() ?? ''}@demo.example.org`;
  return { name, email, role, language: 'en', group: null, ...more };
}

/** The first one opens the programme; roles without a login, as integrations have, show nothing to whoever signs in. */
export const FOUNDER = colleague('Zawadi Mwangi', 'community_manager');

export const LEAD = colleague('Amal Haddad', 'safeguarding_lead', { language: 'ar' });

/** A second pair of eyes where only those who need to know may look. */
export const DEPUTY = colleague('Ruth Wanjiru', 'safeguarding_lead');

export const COMMANDER = colleague('Daniel Okello', 'commander_on_duty');

export const COLLEAGUES: readonly Colleague[] = [
  FOUNDER,
  LEAD,
  DEPUTY,
  COMMANDER,
  colleague('Grace Achieng', 'coordinator', { group: 'eng' }),
  colleague('Salma Nasser', 'coordinator', { group: 'ara', language: 'ar' }),
  colleague('Baraka Otieno', 'coordinator', { group: 'swh' }),
  colleague('Ines Ferreira', 'dpo'),
  colleague('Tomas Lind', 'auditor'),
  colleague('Farah Idris', 'admin'),
];
