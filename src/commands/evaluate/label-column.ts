/** One label's rows: what is true, how likely it was said to be, what was decided; of which language and set. */
export interface LabelRows {
  readonly truth: boolean[];
  readonly probability: number[];
  readonly decided: boolean[];
  abstained: number;
}

export interface Measured {
  readonly truth: boolean;
  readonly probability: number;
  readonly decided: boolean;
  readonly abstained: boolean;
  readonly language: string;
  readonly set: string;
}

const TRUE = 1;
const DECIDED = 2;
const ABSTAINED = 4;

/** Twelve bytes a row and no text, so that a file of a million lines is measured in bounded memory. */
export class LabelColumn {
  private rows = 0;
  private probability = new Float64Array(1024);
  private marks = new Uint8Array(1024);
  private groups = new Uint16Array(2048);
  private readonly names = new Map<string, number>();

  add({ truth, probability, decided, abstained, language, set }: Measured): void {
    if (this.rows === this.marks.length) this.grow();
    this.probability[this.rows] = probability;
    this.marks[this.rows] = Number(truth) * TRUE + Number(decided) * DECIDED + Number(abstained) * ABSTAINED;
    this.groups[2 * this.rows] = this.numberOf(`lang ${language}`);
    this.groups[2 * this.rows + 1] = this.numberOf(`set ${set}`);
    this.rows += 1;
  }

  /** All rows, then those of each language and of each set. */
  *slices(): Iterable<{
    readonly language: string | null;
    readonly set: string | null;
    readonly rows: LabelRows;
  }> {
    yield { language: null, set: null, rows: this.take(() => true) };
    for (const [name, number] of [...this.names].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [kind, ...rest] = name.split(' ');
      const which = kind === 'lang' ? 0 : 1;
      const rows = this.take((at) => this.groups[2 * at + which] === number);
      const named = rest.join(' ');
      yield { language: which === 0 ? named : null, set: which === 1 ? named : null, rows };
    }
  }

  private take(wanted: (at: number) => boolean): LabelRows {
    const rows: LabelRows = { truth: [], probability: [], decided: [], abstained: 0 };
    for (let at = 0; at < this.rows; at += 1) {
      if (!wanted(at)) continue;
      const marks = this.marks[at] ?? 0;
      rows.truth.push((marks & TRUE) > 0);
      rows.decided.push((marks & DECIDED) > 0);
      rows.probability.push(this.probability[at] ?? 0);
      rows.abstained += Number((marks & ABSTAINED) > 0);
    }
    return rows;
  }

  private numberOf(name: string): number {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    this.names.set(name, this.names.size);
    return this.names.size - 1;
  }

  private grow(): void {
    const size = this.rows * 2;
    const probability = new Float64Array(size);
    const marks = new Uint8Array(size);
    const groups = new Uint16Array(2 * size);
    probability.set(this.probability);
    marks.set(this.marks);
    groups.set(this.groups);
    Object.assign(this, { probability, marks, groups });
  }
}
