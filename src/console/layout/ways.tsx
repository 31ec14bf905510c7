import type { VNode } from 'preact';
import type { Reader } from '../words/reader.js';

/** A place in the house that this person may go to. */
export interface Way {
  readonly key: string;
  readonly url: string;
  readonly label: string;
}

/** What may need the person now; beside the button for the rest, four words are what 360 pixels hold in any language. */
const AT_THE_THUMB = ['flags', 'incidents', 'notices', 'groups', 'audit', 'retention', 'staff'];
const FOUR = 4;

export interface WaysProps {
  readonly reader: Reader;
  readonly ways: readonly Way[];
  readonly here: string | undefined;
}

/** A column on a desk; on a phone a bar with the first few, and the rest behind a button that needs no script. */
export function Ways({ reader, ways, here }: WaysProps): VNode {
  const first = AT_THE_THUMB.filter((key) => ways.some((way) => way.key === key)).slice(0, FOUR);
  const later = ways.filter(({ key }) => !first.includes(key));
  return (
    <>
      {ways.map((way) => (
        <Link way={way} here={here} later={!first.includes(way.key)} key={way.key} />
      ))}
      {later.length > 0 && (
        <details class="more">
          <summary class={later.some(({ key }) => key === here) ? 'here' : undefined}>
            {reader.say('layout.more')}
          </summary>
          <div class="panel">
            {later.map((way) => (
              <Link way={way} here={here} key={way.key} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function Link({ way, here, later }: { way: Way; here: string | undefined; later?: boolean }): VNode {
  const { key, url, label } = way;
  return (
    <a href={url} aria-current={key === here ? 'page' : undefined} class={later ? 'later' : undefined}>
      {label}
    </a>
  );
}
