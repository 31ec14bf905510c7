import { cpuUsage } from 'node:process';
import type { ImportId } from '../../src/kernel/ids.js';
import { RunPipeline } from '../../src/pipeline/index.js';
import { whatsAppExport } from '../factories/traffic.js';
import { bring } from '../journeys/neighbourhood.js';
import { finished, inPlace, peakMegabytes, report, round } from './bench.js';

const GROUPS = 12;
const MESSAGES = 2_500;

await report({
  data: `${GROUPS} groups of ${MESSAGES} invented messages in six languages, accepted before the clock starts`,
  method:
    'one process and its PostgreSQL on the same cores; gate, detectors, risk, encryption, storage, flags, audit',
  run: () =>
    inPlace(async ({ rooms, here }) => {
      const ids: ImportId[] = [];
      for (let group = 0; group < GROUPS; group += 1) {
        const groupId = await here.aScannedGroup(`Walk ${group}`);
        const text = whatsAppExport({ messages: MESSAGES, seed: group + 1 });
        ids.push((await bring(rooms, here.founder, { groupId, text })).id);
      }
      const pipeline = rooms.get(RunPipeline);
      const started = performance.now();
      const before = cpuUsage();
      const megabytes = await peakMegabytes(async () => {
        pipeline.start('bench');
        await finished(rooms, here, ids);
      });
      const seconds = (performance.now() - started) / 1000;
      const spent = cpuUsage(before);
      await pipeline.stop();
      return [
        { name: 'walk', value: round((GROUPS * MESSAGES) / seconds), unit: 'messages/s', target: '>= 3000' },
        {
          name: 'processor time a message, without PostgreSQL',
          value: round((spent.user + spent.system) / (GROUPS * MESSAGES)),
          unit: 'microseconds',
          target: null,
        },
        { name: 'resident memory, all threads', value: megabytes, unit: 'MB', target: '< 350' },
      ];
    }),
});
