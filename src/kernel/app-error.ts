/** What went wrong in the terms an HTTP caller can act on; `platform/http` maps each to one status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'unsupported'
  | 'too_many'
  | 'unavailable'
  | 'broken';

/** One thing that is wrong with what the caller sent: where, what, and how to put it right. */
export interface Fault {
  /** JSON pointer, form field, header or file line. */
  readonly path: string;
  readonly message: string;
}

export interface AppErrorOptions {
  readonly kind: ErrorKind;
  /** `ROOM.REASON`, stable for ever. */
  readonly code: string;
  /** A sentence for a person: what, where, and how to fix it. Never a member's words. */
  readonly message: string;
  readonly faults?: readonly Fault[];
  readonly cause?: unknown;
}

/** A broken world or a caller's mistake. Rooms subclass it with one class per reason in `<room>.errors.ts`. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly faults: readonly Fault[];

  constructor(options: AppErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = new.target.name;
    this.kind = options.kind;
    this.code = options.code;
    this.faults = options.faults ?? [];
  }
}
