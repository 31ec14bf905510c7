import { parentPort, workerData } from 'node:worker_threads';
import { DETECTORS } from '../detectors/index.js';
import type { ConversationMemory, NameMemory, SightingMemory } from '../detector.js';
import type { Material, ModelsState } from '../examiner.js';
import { InlineExaminer } from '../inline-examiner.js';
import { warmModels } from '../model/shared-models.js';
import { makeEverything } from '../on-first-use.js';
import { AT_WORK, BEAT } from './protocol.js';
import type { ExamineRequest, FromThread, MemoryAnswer, MemoryName, ToThread } from './protocol.js';

/** The thread that reads messages, so that a detector that hangs can be ended without ending the service. */
const watch = new Int32Array((workerData as { readonly watch: SharedArrayBuffer }).watch);
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let calls = 0;

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'examine') void examine(message);
  else if (message.kind === 'warm') void warmModels(tellModels);
  else settle(message.call, message);
});

// Batches wait in the port meanwhile; the watchdog looks on from the first beat.
makeEverything();
Atomics.add(watch, BEAT, 1);

async function examine({ batch, material, without }: ExamineRequest): Promise<void> {
  const detectors = DETECTORS.filter(({ id }) => !without.includes(id));
  const beat = () => Atomics.add(watch, BEAT, 1);
  const examiner = new InlineExaminer(detectors, {
    onDetector: ({ id }) => {
      Atomics.store(watch, AT_WORK, DETECTORS.findIndex((detector) => detector.id === id) + 1);
      beat();
    },
    stillAtWork: beat,
    leftOut: DETECTORS.filter(({ id }) => without.includes(id)),
  });
  const examination = await examiner.examine(batch, withMemories(material));
  Atomics.store(watch, AT_WORK, 0);
  tell({ kind: 'examined', examination });
}

function withMemories({ sightingKey, ...material }: ExamineRequest['material']): Material {
  const sightings: SightingMemory = {
    key: sightingKey,
    recall: (asked, since) => ask('sightings', [asked, since]) as ReturnType<SightingMemory['recall']>,
  };
  const conversations: ConversationMemory = {
    turnsBefore: (groupId, before, limit) =>
      ask('conversations', [groupId, before, limit]) as ReturnType<ConversationMemory['turnsBefore']>,
  };
  const names: NameMemory = {
    recall: (groupId, known) => ask('names', [groupId, known]) as ReturnType<NameMemory['recall']>,
  };
  return { ...material, sightings, conversations, names };
}

function ask(memory: MemoryName, args: readonly unknown[]): Promise<unknown> {
  const call = ++calls;
  const answer = new Promise((resolve, reject) => waiting.set(call, { resolve, reject }));
  tell({ kind: 'memory-call', call, memory, args });
  return answer;
}

function settle(call: number, message: MemoryAnswer): void {
  const waiter = waiting.get(call);
  waiting.delete(call);
  if ('value' in message) waiter?.resolve(message.value);
  else waiter?.reject(new Error(`memory call ${call} failed`));
}

function tellModels(models: ModelsState): void {
  tell({ kind: 'models', models });
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}
