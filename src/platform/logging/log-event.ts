import { errorCode } from '../error-code.js';

/**
 * What a log line may carry beside its name: nothing that a member wrote or is called fits in. Texts are ids, codes and
 * names of ours; there is no field for a message, and none may be added.
 */
export interface LogFields {
  readonly requestId?: string;
  readonly method?: string;
  /** The route's pattern, `/api/groups/:id`, never the address asked for. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly count?: number;
  readonly code?: string;
  readonly component?: string;
  readonly organisationId?: string;
  readonly detector?: string;
  readonly address?: string;
  /** Names of error classes, outermost first, and where in our code it was thrown; never an error's text. */
  readonly error?: string;
  readonly at?: string;
}

export type LogLevelName = 'error' | 'warn' | 'info' | 'debug';

/** The class names of an error and its causes, and the first frame of its stack: enough to find it, nothing to leak. */
export function describeError(error: unknown): Pick<LogFields, 'error' | 'at' | 'code'> {
  const names: string[] = [];
  for (let link: unknown = error; link instanceof Error && names.length < 5; link = link.cause)
    names.push(nameOf(link));
  const frame = error instanceof Error ? firstFrame(error) : undefined;
  const code = errorCode(error);
  return {
    error: names.join(' < ') || typeof error,
    ...(frame !== undefined && { at: frame }),
    ...(code !== null && { code }),
  };
}

function nameOf(error: Error): string {
  const code = errorCode(error);
  return code === null ? error.name : `${error.name} ${code}`;
}

/** The stack begins with the message, which may look like anything; frames are looked for behind it. */
function firstFrame({ stack = '', message }: Error): string | undefined {
  const behind = stack.indexOf(message) + message.length;
  return /\n\s+at (.*)/.exec(stack.slice(behind))?.[1];
}
