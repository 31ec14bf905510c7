import type { VNode } from 'preact';
import { TextField } from '../layout/field.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';

export interface SignInPageProps {
  readonly visit: Visit;
  readonly email: string;
  /** Where the person wanted to go; a path of this console. */
  readonly next: string;
  readonly faults: FormFaults;
}

export function SignInPage({ visit, email, next, faults }: SignInPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('signIn.title')}>
      <article class="card narrow slim">
        <Form visit={visit} action="/sign-in" submit={reader.say('signIn.submit')} faults={faults}>
          <input type="hidden" name="next" value={next} />
          <TextField
            reader={reader}
            faults={faults}
            name="email"
            label={reader.say('setup.email')}
            type="email"
            value={email}
            autocomplete="username"
            required
            dir="ltr"
          />
          <TextField
            reader={reader}
            faults={faults}
            name="password"
            label={reader.say('setup.password')}
            type="password"
            autocomplete="current-password"
            required
          />
        </Form>
      </article>
    </Layout>
  );
}

/** Only a path of this console: an open redirect would lend the sign-in page to a scam. */
export function safeNext(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[\w\-/?=&.%]*$/.test(value) ? value : '/';
}
