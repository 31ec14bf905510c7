import pg from 'pg';

/**
 * A connection whose loss is always heard. A server that dies may say so in the same breath in which it hands a connection
 * over, when the pool has let go of it and nobody has taken it yet; an error that nobody hears ends the process. Whoever
 * uses the connection is told by the statement that fails.
 */
export class LastingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
