/** What of a waiting delivery decides whether it is walked now. */
export interface Waiting {
  readonly id: string;
  readonly group_id: string;
  readonly messages: number;
  readonly attempts: number;
  readonly due: boolean;
}

/**
 * Messages walked together. Statements, key look-ups and thread hand-overs are paid once per batch; beyond some 500
 * they weigh nothing any more, while a batch's memory, and what is repeated after a crash, keep growing.
 */
export const BATCH_MESSAGES = 500;

/**
 * Which of a lane's waiting deliveries, given in order, make the next batch. One that waits for its time holds back
 * its own group and no other; one that failed before is walked alone, so that it can fail alone.
 */
export function chooseHead<Row extends Waiting>(rows: readonly Row[]): readonly Row[] {
  const held = new Set<string>();
  const chosen: Row[] = [];
  let messages = 0;
  for (const row of rows) {
    if (held.has(row.group_id)) continue;
    const alone = row.attempts > 0;
    if (row.due && alone && chosen.length === 0) return [row];
    if (!row.due || alone) {
      held.add(row.group_id);
      continue;
    }
    if (messages > 0 && messages + row.messages > BATCH_MESSAGES) break;
    chosen.push(row);
    messages += row.messages;
  }
  return chosen;
}
