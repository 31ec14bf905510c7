import { AppError } from '../kernel/app-error.js';

/** The gate was asked outside any organisation's unit of work. */
export class OrganisationRequired extends AppError {
  constructor() {
    super({
      kind: 'broken',
      code: 'CONSENT.ORGANISATION_REQUIRED',
      message: 'The consent gate was asked in a transaction that belongs to no organisation.',
    });
  }
}

/** Equal for members that do not exist, belong to another organisation or are out of reach. */
export class MemberNotFound extends AppError {
  constructor() {
    super({ kind: 'not_found', code: 'CONSENT.MEMBER_NOT_FOUND', message: 'There is no such member here.' });
  }
}
