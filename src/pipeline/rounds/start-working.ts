import type { INestApplicationContext } from '@nestjs/common';
import { Examiner } from '../../detection/index.js';
import { EscalateDue } from './escalate-due.js';
import { ForgetDue } from './forget-due.js';
import { HandOutCheckpoints } from './hand-out-checkpoints.js';
import { ReadAgainDue } from './read-again-due.js';
import { RunPipeline } from '../run-pipeline.js';
import { SequenceLog } from './sequence-log.js';

/** Everything that a worker does until it is told to stop; any number of processes may. Returns at once. */
export function startWorking(app: INestApplicationContext, worker: string): void {
  app.get(Examiner, { strict: false }).warm();
  app.get(RunPipeline, { strict: false }).start(worker);
  app.get(EscalateDue, { strict: false }).start();
  app.get(SequenceLog, { strict: false }).start();
  app.get(HandOutCheckpoints, { strict: false }).start();
  app.get(ForgetDue, { strict: false }).start();
  app.get(ReadAgainDue, { strict: false }).start();
}
