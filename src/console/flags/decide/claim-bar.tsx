import type { VNode } from 'preact';
import type { FlagView } from '../../../review/index.js';
import { HiddenFields } from '../../layout/form.js';
import type { Visit } from '../../visit/visit.js';
import { Key } from './decide-form.js';

/** Who is on it, and the one button that changes that. */
export function ClaimBar({ visit, flag }: { visit: Visit; flag: FlagView }): VNode {
  const { reader } = visit;
  const { claim } = flag;
  const when = claim ? reader.ago(claim.until, visit.now) : '';
  if (claim && !claim.you) {
    const name = claim.name ?? reader.say('flags.aColleague');
    return (
      <p class="note" role="status">
        {reader.say('flags.claim.theirs', { name, when })}
      </p>
    );
  }
  const act = claim ? 'release' : 'claim';
  return (
    <form method="post" action={`/flags/${flag.id}/${act}`} class="row claim">
      <HiddenFields visit={visit} />
      <input type="hidden" name="queue" value={visit.query.toString()} />
      {claim && <span class="sub">{reader.say('flags.claim.yours', { when })}</span>}
      <button class="quiet" data-key="c">
        {reader.say(`flags.claim.${act}`)}
        <Key letter="c" />
      </button>
      {!claim && <span class="sub">{reader.say('flags.claim.hint')}</span>}
    </form>
  );
}
