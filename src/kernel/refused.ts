/**
 * An expected refusal is a value, switched over exhaustively, never an exception.
 * `reason` is a closed union of kebab-case words; `details` are safe to print: never a member's words or handle.
 */
export interface Refused<Reason extends string> {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export function refuse<Reason extends string>(
  reason: Reason,
  details: Refused<Reason>['details'] = {},
): Refused<Reason> {
  return { kind: 'refused', reason, details };
}

export function isRefused(value: unknown): value is Refused<string> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refused';
}
