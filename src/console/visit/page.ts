import type { VNode } from 'preact';
import type { IssuedSession } from '../../platform/auth/index.js';

/** What a controller of the console answers: a page to show, or somewhere else to go (after every successful POST). */
export type Answer = Page | Redirect;

export interface Page {
  readonly kind: 'page';
  readonly view: VNode;
  readonly status: number;
}

export interface Redirect {
  readonly kind: 'redirect';
  readonly to: string;
  /** A session that begins or ends with this answer. */
  readonly session: IssuedSession | 'unchanged' | 'ended';
}

export function page(view: VNode): Page {
  return { kind: 'page', view, status: 200 };
}

/** The same form again with what is wrong beside its fields; nothing was changed. */
export function faulty(view: VNode, status = 422): Page {
  return { kind: 'page', view, status };
}

export function redirect(to: string, session: Redirect['session'] = 'unchanged'): Redirect {
  return { kind: 'redirect', to, session };
}
