import type { VNode } from 'preact';
import type { Reader } from '../words/reader.js';
import type { Why } from './flag-model.js';

export interface WhyListProps<W extends Why> {
  readonly reader: Reader;
  readonly why: readonly W[];
  /** What the word of the detector behind a reason is worth, where there is room to say it. */
  readonly worthOf?: (why: W) => readonly string[];
}

/** A reason beside every score; the bar repeats the number for the eye only. */
export function WhyList<W extends Why>({ reader, why, worthOf = () => [] }: WhyListProps<W>): VNode {
  return (
    <ul class="why">
      {why.map((one) => (
        <li key={one.source + one.text}>
          <b>{one.harms.map((harm) => reader.say(`harm.${harm}`)).join(' · ')}</b>
          <span title={one.source}>
            {one.text}
            <progress class="bar" max={1} value={one.probability} aria-hidden="true" />
            {worthOf(one).map((worth) => (
              <span class="worth" key={worth}>
                {worth}
              </span>
            ))}
          </span>
          <span class="p">{reader.probability(one.probability)}</span>
        </li>
      ))}
    </ul>
  );
}
