/** After work there is usually more; after a quiet while a message waits this long at most. */
const SHORTEST_MS = 10;
const LONGEST_MS = 250;

/** The breaths between looks at the traffic log: longer while there is nothing, none after work, none when told to end. */
export class Pause {
  private readonly sleepers = new Set<() => void>();
  private length = SHORTEST_MS;
  private over = false;

  get ended(): boolean {
    return this.over;
  }

  async after(busy: boolean): Promise<void> {
    this.length = busy ? SHORTEST_MS : Math.min(this.length * 2, LONGEST_MS);
    if (!busy && !this.over) await this.sleep(this.length);
  }

  /** Wakes everybody for good. */
  end(): void {
    this.over = true;
    for (const wake of this.sleepers) wake();
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(wake, ms);
      const { sleepers } = this;
      function wake(): void {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      }
      sleepers.add(wake);
    });
  }
}
