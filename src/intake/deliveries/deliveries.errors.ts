import { AppError } from '../../kernel/app-error.js';
import type { NormaliseRefusal, VerifyRefusal } from '../../channels/index.js';

export class UnknownChannel extends AppError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'INTAKE.UNKNOWN_CHANNEL',
      message: 'No open channel has this id. Copy the address from the channel in the console.',
    });
  }
}

const UNVERIFIED: Readonly<Record<VerifyRefusal['reason'], string>> = {
  'missing-signature': 'The delivery is not signed: send Mlinzi-Timestamp and Mlinzi-Signature: v1=<hex>.',
  'wrong-signature':
    'The signature does not match: HMAC-SHA256 over "<timestamp>." and the exact bytes of the body.',
  'stale-timestamp':
    'The timestamp is more than five minutes from now: sign each attempt anew and set the clock.',
};

export class UnverifiedDelivery extends AppError {
  constructor({ reason }: VerifyRefusal) {
    super({
      kind: 'unauthenticated',
      code: `INTAKE.${reason.toUpperCase().replaceAll('-', '_')}`,
      message: UNVERIFIED[reason],
    });
  }
}

export class MalformedDelivery extends AppError {
  constructor({ reason, details }: NormaliseRefusal) {
    const { path, expected } = details;
    const faults = typeof path === 'string' ? [{ path, message: `must be ${String(expected)}` }] : [];
    super({
      kind: 'invalid',
      code: `INTAKE.${reason.toUpperCase().replaceAll('-', '_')}`,
      message:
        reason === 'not-json'
          ? 'The body is not JSON in UTF-8, or nests too deep.'
          : 'The body does not have the documented form.',
      faults,
    });
  }
}

export class UnmappedGroup extends AppError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'INTAKE.UNMAPPED_GROUP',
      message:
        'The channel has no group under this key. Link the key to a group in the console, then send again.',
      faults: [{ path: '/group', message: 'is not linked to a group' }],
    });
  }
}

export class DeliveryTooLarge extends AppError {
  constructor(most: number) {
    super({
      kind: 'too_large',
      code: 'INTAKE.DELIVERY_TOO_LARGE',
      message: `A delivery may have ${most} bytes. Send the messages in several deliveries.`,
    });
  }
}
