import type { VNode } from 'preact';
import type { NewBasis } from '../../consent/index.js';
import type { Group } from '../../people/index.js';
import { Fact } from '../layout/fact.js';
import { HiddenFields } from '../layout/form.js';
import type { Visit } from '../visit/visit.js';

interface BasisInForceProps {
  readonly visit: Visit;
  readonly group: Group;
  readonly recorded: NewBasis;
  readonly mayWithdraw: boolean;
}

/** What was decided last, as the ledger has it, and the one button that ends it. */
export function BasisInForce({ visit, group, recorded, mayWithdraw }: BasisInForceProps): VNode {
  const { reader } = visit;
  return (
    <article class="card narrow">
      <h2>{reader.say('basis.latest')}</h2>
      <dl class="facts">
        <Fact name={reader.say('basis.basis')}>{reader.say(`basis.ground.${recorded.basis}`)}</Fact>
        <Fact name={reader.say('basis.decidedBy')}>
          <bdi>{recorded.decidedBy}</bdi> · {reader.date(recorded.decidedAt, group.timezone)}
        </Fact>
        <Fact name={reader.say('basis.purposes')}>
          {reader.list(recorded.purposes.map((purpose) => reader.say(`purpose.${purpose}`)))}
        </Fact>
        <Fact name={reader.say('basis.validUntil')}>
          {recorded.validUntil ? reader.date(recorded.validUntil, group.timezone) : reader.say('basis.noEnd')}
        </Fact>
        <Fact name={reader.say('basis.notice')}>
          {reader.list(recorded.noticeLanguages.map((code) => reader.languageName(code)))}
        </Fact>
      </dl>
      <details>
        <summary>{reader.say('basis.noticeText')}</summary>
        <p class="preserved" dir="auto">
          {recorded.noticeText}
        </p>
      </details>
      {mayWithdraw && (
        <details>
          <summary>{reader.say('basis.withdraw')}</summary>
          <p class="sub">{reader.say('basis.withdraw.hint')}</p>
          <form method="post" action={`/groups/${group.id}/basis/withdrawal`}>
            <HiddenFields visit={visit} />
            <button class="warn">{reader.say('basis.withdraw.confirm')}</button>
          </form>
        </details>
      )}
    </article>
  );
}
