import type { VNode } from 'preact';
import type { FactorBegun } from '../../people/index.js';
import { CodeField, WayOut } from '../entry/entry-pages.js';
import { Form } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';
import { QrCode } from './qr-code.js';

export interface EnrolPageProps {
  readonly visit: Visit;
  readonly begun: FactorBegun;
  readonly faults: FormFaults;
  readonly action: string;
  /** A role asks for it, and there is no way around. */
  readonly required?: boolean;
}

export function EnrolPage({ visit, begun, faults, action, required = false }: EnrolPageProps): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('enrol.title')}>
      <article class="card narrow">
        <p>{reader.say(required ? 'enrol.required' : 'enrol.about')}</p>
        <ol class="conduct">
          <li>{reader.say('enrol.scan')}</li>
          <li>{reader.say('enrol.type')}</li>
        </ol>
        <QrCode text={begun.address} label={reader.say('enrol.qr')} />
        <p class="sub">
          {reader.say('enrol.byHand')}{' '}
          <bdi class="id secret" dir="ltr">
            {begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </bdi>
        </p>
        <Form visit={visit} action={action} submit={reader.say('enrol.submit')} faults={faults}>
          <CodeField {...{ visit, faults }} />
        </Form>
      </article>
      {required && <WayOut visit={visit} />}
    </Layout>
  );
}

/** Shown once. */
export function RecoveryCodesPage({
  visit,
  codes,
  to,
}: {
  visit: Visit;
  codes: readonly string[];
  to: string;
}): VNode {
  const { reader } = visit;
  return (
    <Layout visit={visit} title={reader.say('codes.title')}>
      <article class="card narrow">
        <p>{reader.say('codes.about')}</p>
        <ul class="codes" dir="ltr">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div class="do">
          <a class="btn main" href={to}>
            {reader.say('codes.done')}
          </a>
        </div>
      </article>
    </Layout>
  );
}
