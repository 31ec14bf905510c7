import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from '@nestjs/common';
import type { Fault } from '../../kernel/app-error.js';
import { RequestInvalid } from './http.errors.js';

/** Unknown fields are refused, not dropped: a misspelt one would otherwise be a silent no. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    // What was sent stays out of the error: it may hold a member's words.
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new RequestInvalid(errors.flatMap((error) => faultsOf(error, ''))),
  });
}

/** Every fault with its JSON pointer (RFC 6901), however deep. */
function faultsOf(error: ValidationError, parent: string): Fault[] {
  const path = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, path))];
}
