import type { AdmittedMessage } from '../../kernel/message.js';
import type { Examination, Material, ModelsState } from '../examiner.js';

/** The memories stay with whoever owns the database; the thread asks for them by name. */
export type MemoryName = 'sightings' | 'conversations' | 'names';

/** What the thread is given once: the key its sketches are made with travels with each batch's material. */
export interface ExamineRequest {
  readonly kind: 'examine';
  readonly batch: readonly AdmittedMessage[];
  readonly material: Omit<Material, MemoryName> & { readonly sightingKey: Uint8Array };
  /** Detectors left out because they hung on this batch. */
  readonly without: readonly string[];
}

export interface MemoryAnswer {
  readonly kind: 'memory-answer';
  readonly call: number;
  /** Absent when the memory failed; the detector that asked then fails, and only it. */
  readonly value?: unknown;
}

export type ToThread = ExamineRequest | MemoryAnswer | { readonly kind: 'warm' };

export interface MemoryCall {
  readonly kind: 'memory-call';
  readonly call: number;
  readonly memory: MemoryName;
  readonly args: readonly unknown[];
}

export type FromThread =
  | MemoryCall
  | { readonly kind: 'examined'; readonly examination: Examination }
  | { readonly kind: 'models'; readonly models: ModelsState };

/**
 * Shared between the thread and its watchdog: which detector is at work (1-based, 0 none) and a beat that only grows. It
 * is 0 until the indexes are made, which on a slow machine takes longer than any detector may.
 */
export const AT_WORK = 0;
export const BEAT = 1;
export const WATCH_SLOTS = 2;
