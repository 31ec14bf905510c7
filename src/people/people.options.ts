import type { SettingsSchema } from '../kernel/settings.js';
import type { NewIdentity } from './library/reference.js';

/** What people is told by rooms it does not know: given once, where the application is put together. */
export class PeopleOptions {
  /** Official identities every new organisation starts with. */
  readonly register: readonly NewIdentity[];
  /** Settings schemas by detector id. */
  readonly settings: Readonly<Record<string, SettingsSchema>>;

  constructor(options: Pick<PeopleOptions, 'register' | 'settings'>) {
    this.register = options.register;
    this.settings = options.settings;
  }
}
