import type { VNode } from 'preact';
import { EmptyState } from '../layout/empty-state.js';
import { Layout } from '../layout/layout.js';
import type { Visit } from './visit.js';

const SPOKEN = [401, 403, 404, 409, 410, 413, 415, 429, 503] as const;

export interface ErrorSheetProps {
  readonly visit: Visit;
  readonly status: number;
  /** What to quote when asking for help; the log knows the rest. */
  readonly requestId: string;
}

/** What went wrong in plain words, whose turn it is, and a way back. Never a stack, never a code alone. */
export function ErrorSheet({ visit, status, requestId }: ErrorSheetProps): VNode {
  const { reader } = visit;
  const spoken = SPOKEN.find((known) => known === status) ?? (status < 500 ? 400 : 500);
  return (
    <Layout visit={visit} title={reader.say(`error.${spoken}.title`)}>
      <EmptyState title={reader.say(`error.${spoken}.title`)} body={reader.say(`error.${spoken}.body`)}>
        <a class="btn" href="/">
          {reader.say('error.home')}
        </a>
        {status >= 500 && (
          <p class="sub">
            {reader.say('error.number')} <bdi class="id">{requestId}</bdi>
          </p>
        )}
      </EmptyState>
    </Layout>
  );
}
