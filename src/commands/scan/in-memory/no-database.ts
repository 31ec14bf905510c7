import { UnitOfWork } from '../../../kernel/transaction.js';
import type { Transaction, WorkContext } from '../../../kernel/transaction.js';

/** The command line stores nothing: work runs at once, and whoever asks for a database has taken a wrong turn. */
export class NoDatabase extends UnitOfWork {
  run<T>(context: WorkContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return work({
      context,
      query: () => Promise.reject(new TypeError('The command line has no database')),
    });
  }
}
