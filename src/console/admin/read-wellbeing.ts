import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { may } from '../../platform/auth/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import type { HealthReport } from '../../platform/health/index.js';
import type { SignedVisit } from '../visit/visit.js';

/** How the service is doing, as far as this person may know. */
export interface Wellbeing {
  readonly version: string;
  /** Null for people who do not look after the installation. */
  readonly health: HealthReport | null;
  /** Messages on which a detector failed and that were not read again yet; 0 for people who may not know. */
  readonly waitingToBeRead: number;
}

const ORGANISATION = { programmeId: null, groupId: null };

@Injectable()
export class ReadWellbeing {
  constructor(private readonly registry: HealthRegistry) {}

  async execute({ principal }: SignedVisit): Promise<Wellbeing> {
    const mayKnow = may(principal, 'health.read', ORGANISATION);
    const health = mayKnow ? await this.registry.report() : null;
    const waiting = health?.checks['read-again']?.details?.waiting;
    return { version: VERSION, health, waitingToBeRead: Number(waiting ?? 0) };
  }
}

/** The package stands three folders above the sources and four above what is built from them. */
const VERSION =
  ['../../../package.json', '../../../../package.json'].map(versionIn).find((found) => found !== null) ?? '';

function versionIn(path: string): string | null {
  try {
    const text = readFileSync(new URL(path, import.meta.url), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return null;
  }
}
