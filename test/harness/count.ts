import type { TestDatabase } from './database.js';

/** How many rows there are, whoever's they are: `message WHERE heat > 0`, or a query in brackets with a name. */
export async function countOf(database: TestDatabase, from: string): Promise<number> {
  const [row] = await database.ownerQuery<{ n: number }>(`SELECT count(*)::integer AS n FROM ${from}`);
  return row?.n ?? 0;
}
