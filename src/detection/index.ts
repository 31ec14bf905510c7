/** Runs detectors over a batch of admitted messages and isolates their failures; never decides how bad anything is. */
export { DetectionModule } from './detection.module.js';
export { DETECTORS } from './detectors/index.js';
export { defaultRegister } from './detectors/identity/index.js';
export { DetectorWorth } from './worth/detector-worth.js';
export { EvaluatedWorth } from './worth/evaluated-worth.js';
export { Examiner } from './examiner.js';
export { Explain } from './explain.js';
export { InlineExaminer } from './inline-examiner.js';
export { languageCode } from './language/index.js';
export { InMemoryConversations } from './memory/in-memory-conversations.js';
export { InMemoryNames } from './memory/in-memory-names.js';
export { InMemorySightings } from './memory/in-memory-sightings.js';
export { Memories } from './memory/memories.js';
export { RecordFailures } from './record-failures.repository.js';
export { ThreadedExaminer } from './thread/threaded-examiner.js';
export type * from './detector.js';
export type * from './examiner.js';
export type * from './text-views.js';
