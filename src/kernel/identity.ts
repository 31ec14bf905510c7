/** An official person, number, domain or organisation that may be impersonated. */
export interface Identity {
  readonly id: string;
  readonly kind: 'organisation' | 'person' | 'role';
  /** Official name, then other names it goes by, in any script. */
  readonly names: readonly string[];
  /** E.164 numbers, e-mail addresses, domains and handles that really belong to it. */
  readonly contacts: readonly string[];
}
