import { RunPipeline } from '../../src/pipeline/index.js';
import { whatsAppExport } from '../factories/traffic.js';
import { bring } from '../journeys/neighbourhood.js';
import { finished, inPlace, peakMegabytes, report, round } from './bench.js';

const MESSAGES = 18_000;

await report({
  data: `one WhatsApp export of ${MESSAGES} invented messages in six languages`,
  method: 'from the first byte of the upload until the last flag is stored, one process and its PostgreSQL',
  run: () =>
    inPlace(async ({ rooms, here }) => {
      const groupId = await here.aScannedGroup('Import');
      const text = whatsAppExport({ messages: MESSAGES });
      const pipeline = rooms.get(RunPipeline);
      pipeline.start('bench');
      let accepted = 0;
      const started = performance.now();
      const megabytes = await peakMegabytes(async () => {
        const { id } = await bring(rooms, here.founder, { groupId, text });
        accepted = performance.now() - started;
        await finished(rooms, here, [id]);
      });
      const seconds = (performance.now() - started) / 1000;
      await pipeline.stop();
      return [
        { name: 'import to finished flags', value: round(seconds, 2), unit: 's', target: '<= 15' },
        { name: 'of that until accepted', value: round(accepted / 1000, 2), unit: 's', target: null },
        { name: 'resident memory, all threads', value: megabytes, unit: 'MB', target: '< 350' },
      ];
    }),
});
