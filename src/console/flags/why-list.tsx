import type { VNode } from 'preact';
import type { Reader } from '../words/reader.js';
import type { Why } from './flag-model.js';

/** A reason beside every score; the bar repeats the number for the eye only. */
export function WhyList({ reader, why }: { reader: Reader; why: readonly Why[] }): VNode {
  return (
    <ul class="why">
      {why.map(({ harms, text, probability, source }) => (
        <li key={source + text}>
          <b>{harms.map((harm) => reader.say(`harm.${harm}`)).join(' · ')}</b>
          <span title={source}>
            {text}
            <progress class="bar" max={1} value={probability} aria-hidden="true" />
          </span>
          <span class="p">{reader.probability(probability)}</span>
        </li>
      ))}
    </ul>
  );
}
