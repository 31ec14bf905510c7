import type { VNode } from 'preact';
import type { Copies } from '../../../review/index.js';
import type { Visit } from '../../visit/visit.js';

/** How many and where, before anybody decides them all at once; never ticked by itself. */
export function CopiesField({ visit: { reader }, copies }: { visit: Visit; copies: Copies }): VNode | null {
  const { count, held, more, groups } = copies;
  if (count + held === 0) return null;
  return (
    <div class="copies">
      {count > 0 && (
        <label class="choice">
          <input type="checkbox" name="copies" value="yes" data-key="a" />
          <span>{reader.say('flags.copies', { count })}</span>
        </label>
      )}
      <ul class="sub">
        {groups.map((group) => (
          <li key={group.id}>
            <bdi>{group.name}</bdi> <span class="n">{reader.number(group.count)}</span>
          </li>
        ))}
        {held > 0 && <li>{reader.say('flags.copies.held', { count: held })}</li>}
        {more && <li>{reader.say('flags.copies.more')}</li>}
      </ul>
    </div>
  );
}
