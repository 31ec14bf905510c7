import type { VNode } from 'preact';
import type { Erasure, Receipt } from '../../retention/index.js';
import { Fact } from '../layout/fact.js';
import { Layout } from '../layout/layout.js';
import { Moment } from '../layout/moment.js';
import type { Visit } from '../visit/visit.js';
import { ZONE } from './retention-page.js';

/** What was done, what stays and why, and from when no backup has it: no more than is true. */
export function ReceiptPage({ visit, erasure }: { visit: Visit; erasure: Erasure }): VNode {
  const { reader } = visit;
  const { receipt } = erasure;
  return (
    <Layout
      visit={visit}
      title={reader.say(receipt ? 'retention.receiptTitle' : 'retention.notDone')}
      place="retention"
    >
      {receipt === null ? (
        <p role="status">{reader.say('retention.notDoneBody')}</p>
      ) : (
        <ReceiptBody visit={visit} erasure={erasure} receipt={receipt} />
      )}
      <p>
        <a href="/retention">{reader.say('retention.back')}</a>
      </p>
    </Layout>
  );
}

function ReceiptBody(props: { visit: Visit; erasure: Erasure; receipt: Receipt }): VNode {
  const { visit, erasure, receipt } = props;
  const { reader } = visit;
  return (
    <>
      <article class="card">
        <dl class="facts">
          <Fact name={reader.say('retention.ground')}>
            {reader.say(`retention.ground.${receipt.ground}`)}
          </Fact>
          <Fact name={reader.say('retention.doneAt')}>
            <Moment visit={visit} at={new Date(receipt.doneAt)} zone={ZONE} />
          </Fact>
          <Fact name={reader.say('retention.key')}>{reader.say('retention.keyDestroyed')}</Fact>
          <Fact name={reader.say('retention.backups')}>
            {reader.moment(new Date(receipt.absentFromBackupsAfter), ZONE)}
          </Fact>
        </dl>
        <p class="sub">{reader.say('retention.backupsCondition')}</p>
      </article>
      <h2>{reader.say('retention.readAgain')}</h2>
      <ul class="list">
        {receipt.stores.map(({ table, level, rows, remaining }) => (
          <li key={table}>
            <div class="t">
              <bdi class="id">{table}</bdi>
              <span>{reader.say(`retention.level.${level}`)}</span>
            </div>
            <span class="sub">
              {reader.say('retention.removed', { count: rows })}
              {remaining > 0 && ` · ${reader.say('retention.stays', { count: remaining })}`}
            </span>
          </li>
        ))}
      </ul>
      <h2>{reader.say('retention.beyond')}</h2>
      <ul>
        {receipt.beyond.map((one) => (
          <li key={one}>{reader.say(`retention.beyond.${one}`)}</li>
        ))}
      </ul>
      <p class="sub">{reader.say('retention.hash')}</p>
      <p>
        <bdi class="id">{erasure.receiptHash}</bdi>
      </p>
    </>
  );
}
