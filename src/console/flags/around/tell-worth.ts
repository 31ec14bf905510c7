import { Injectable } from '@nestjs/common';
import { DetectorWorth } from '../../../detection/index.js';
import { ReadDetectorRecord } from '../../../review/index.js';
import type { SignedVisit } from '../../visit/visit.js';
import type { ShownFlag, SpokenWhy } from '../flag-model.js';

export type WorthOf = (why: SpokenWhy) => readonly string[];

/** What each detector's word is worth: as measured, or that nobody measured it; and what reviewers made of it so far. */
@Injectable()
export class TellWorth {
  constructor(
    private readonly worth: DetectorWorth,
    private readonly record: ReadDetectorRecord,
  ) {}

  async execute({ principal, reader }: SignedVisit, { flag, why }: ShownFlag): Promise<WorthOf> {
    const records = await this.record.execute(
      principal,
      why.map(({ detector }) => detector),
    );
    const byDetector = new Map(records.map((one) => [one.detector, one]));
    const { language } = flag.language;
    const name = reader.languageName(language);
    return ({ detector, version, harms: [harm] }) => {
      const measured = harm ? this.worth.of({ detector, version, harm, language }) : null;
      const record = byDetector.get(detector);
      const first = measured
        ? reader.say('flags.worth.measured', {
            language: name,
            share: reader.probability(measured.precision),
            count: measured.checked,
          })
        : reader.say('flags.worth.notMeasured', { language: name });
      const second =
        record && reader.say('flags.worth.record', { found: record.confirmed, count: record.decided });
      return second === undefined ? [first] : [first, second];
    };
  }
}
