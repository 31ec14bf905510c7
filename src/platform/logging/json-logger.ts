import { Injectable } from '@nestjs/common';
import type { LoggerService } from '@nestjs/common';
import pino from 'pino';
import type { Config } from '../config/index.js';
import { describeError } from './log-event.js';
import type { LogFields, LogLevelName } from './log-event.js';

/** Where lines go; stderr, because stdout belongs to what a person or a script asked for. */
const STDERR = 2;

/**
 * One JSON object per line, or one readable line on a terminal. Our code logs events with typed fields; what the
 * framework logs as text is kept for its own start-up messages only.
 */
@Injectable()
export class JsonLogger implements LoggerService {
  private readonly pino: pino.Logger;

  constructor(config: Pick<Config, 'logLevel'>, destination?: pino.DestinationStream) {
    const stream =
      destination ?? (process.stderr.isTTY ? readable() : pino.destination({ dest: STDERR, sync: true }));
    this.pino = pino(
      { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
      stream,
    );
  }

  /** @param name past tense or present state, `room.happened`, e.g. `request.failed`. */
  event(level: LogLevelName, name: string, fields: LogFields): void {
    this.pino[level]({ ...fields }, name);
  }

  failure(name: string, error: unknown, fields: LogFields = {}): void {
    this.event('error', name, { ...fields, ...describeError(error) });
  }

  log(message: unknown, component?: unknown): void {
    this.framework('debug', message, component);
  }

  warn(message: unknown, component?: unknown): void {
    this.framework('warn', message, component);
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (message instanceof Error) this.failure('framework.failed', message);
    else this.framework('error', message, rest.at(-1));
  }

  debug(message: unknown, component?: unknown): void {
    this.framework('debug', message, component);
  }

  verbose(message: unknown, component?: unknown): void {
    this.framework('debug', message, component);
  }

  fatal(message: unknown, component?: unknown): void {
    this.framework('error', message, component);
  }

  private framework(level: LogLevelName, message: unknown, component: unknown): void {
    const text = typeof message === 'string' ? message : 'framework.said';
    this.event(level, text, typeof component === 'string' ? { component } : {});
  }
}

/** `12:30:01 warn request.failed status=500 ...`, for eyes. */
function readable(): pino.DestinationStream {
  return {
    write(line: string): void {
      const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
      const name = pino.levels.labels[Number(level)] ?? 'info';
      const rest = Object.entries(fields).map(([key, value]) => `${key}=${String(value)}`);
      process.stderr.write(`${String(time).slice(11, 19)} ${name} ${[String(msg), ...rest].join(' ')}\n`);
    },
  };
}
