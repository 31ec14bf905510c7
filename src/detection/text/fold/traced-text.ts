/**
 * A text under work: UTF-16 units with, for each, the piece of the original that produced it.
 * Grows as needed and is reused from message to message, so folding allocates only what it returns.
 */
export class TracedText {
  units = new Uint16Array(1024);
  from = new Int32Array(1024);
  to = new Int32Array(1024);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  push(unit: number, from: number, to: number): void {
    const at = this.length;
    if (at === this.units.length) this.grow();
    this.units[at] = unit;
    this.from[at] = from;
    this.to[at] = to;
    this.length = at + 1;
  }

  pushText(text: string, from: number, to: number): void {
    for (let i = 0; i < text.length; i++) this.push(text.charCodeAt(i), from, to);
  }

  /** The unit at `at`; 0 outside the text, which is no letter, digit or space. */
  unit(at: number): number {
    return at >= 0 && at < this.length ? (this.units[at] ?? 0) : 0;
  }

  /** Copies what stands at `at` to the earlier place `to`. */
  move(at: number, to: number): void {
    this.units[to] = this.unit(at);
    this.from[to] = this.start(at);
    this.to[to] = this.end(at);
  }

  start(at: number): number {
    return this.from[at] ?? 0;
  }

  end(at: number): number {
    return this.to[at] ?? 0;
  }

  slice(start: number, end: number): string {
    // 8192 arguments are well below the engine's limit for `apply`.
    const step = 8192;
    let text = '';
    for (let at = start; at < end; at += step) {
      const piece = this.units.subarray(at, Math.min(at + step, end));
      text += String.fromCharCode.apply(null, piece as unknown as number[]);
    }
    return text;
  }

  /** A copy of where each unit came from. */
  trace(): { readonly from: Int32Array; readonly to: Int32Array } {
    return { from: this.from.slice(0, this.length), to: this.to.slice(0, this.length) };
  }

  /** Whether every unit stands where it stood in the original, which is `length` long. */
  isAligned(length: number): boolean {
    if (this.length !== length) return false;
    for (let at = 0; at < length; at++) {
      if (this.from[at] !== at || this.to[at] !== at + 1) return false;
    }
    return true;
  }

  private grow(): void {
    const size = this.units.length * 2;
    const [units, from, to] = [new Uint16Array(size), new Int32Array(size), new Int32Array(size)];
    units.set(this.units);
    from.set(this.from);
    to.set(this.to);
    [this.units, this.from, this.to] = [units, from, to];
  }
}
