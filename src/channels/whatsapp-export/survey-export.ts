import type { DateOrder } from '../channel.js';
import type { Names } from './content/count-names.js';
import { NameCounter } from './content/count-names.js';
import { nameEnd, textStart } from './content/read-sender.js';
import { languageOfEvents } from './content/read-title.js';
import { monthsOf } from './stamps/stamp-words.js';
import type { Accepted } from './stamps/accept-shapes.js';
import { ShapeCensus } from './stamps/accept-shapes.js';
import type { OrderVerdict } from './stamps/judge-order.js';
import { OrderJudge } from './stamps/judge-order.js';
import type { Layout } from './stamps/lay-out.js';
import type { WordedDate } from './stamps/plan-date.js';
import { layOut, variantOf } from './stamps/lay-out.js';
import type { StampRules } from './stamps/read-stamp.js';
import { StampScanner } from './stamps/scan-stamp.js';
import { YearFinder } from './stamps/find-years.js';
import type { Line } from './text/read-lines.js';
import { detached, wordingKey } from './text/fold-characters.js';

/** Everything the reading pass has to know about the file as a whole. */
export interface Survey {
  readonly accepted: Accepted;
  readonly rules: StampRules;
  readonly names: Names;
  readonly placeholders: ReadonlySet<string>;
  /** Whether U+200E in front of a text says that the app speaks. */
  readonly markIsSign: boolean;
  readonly variant: string;
  readonly order: DateOrder;
  readonly sure: number;
  /** Lines the app wrote itself, the first and the last of them; for the group's name. */
  readonly events: readonly string[];
}

/** Enough lines of the app itself to tell the language; the group's name is in the first or the last. */
const MOST_EVENTS = 150;
const LONGEST_EVENT = 1_000;

/** Phones write a handful of shapes; texts that happen to look like timestamps must not pile up. */
const MOST_SHAPES = 2_000;

/** A text in angle brackets that comes back this often is the app's. */
const REPEATED = 3;
const MOST_PLACEHOLDERS = 500;

/** No chat of any length is nearly all events and media. */
const FEW_TEXTS = 50;
const NEARLY_ALL = 0.9;

/** Languages whose phones put the month first; English is undecided between the two. */
const MONTH_FIRST = new Set(['tl']);
const YEAR_FIRST = new Set(['zh', 'ja', 'ko', 'hu', 'lt']);

/** First pass over a file: which timestamps are its own, in which order its dates are, who writes in it. */
export class Surveyor {
  private readonly scan = new StampScanner();
  private readonly layouts = new Map<number, Layout | null>();
  private readonly census = new ShapeCensus();
  private readonly judges = new Map<string, OrderJudge>();
  private readonly months = new Set<string>();
  private readonly years = new YearFinder();
  private readonly names = new NameCounter();
  private readonly bracketed = new Map<string, number>();
  private readonly firstEvents: string[] = [];
  private readonly lastEvents: string[] = [];
  private upperCasePeriods = false;
  private texts = 0;
  private marked = 0;
  lines = 0;
  /** Line of the first text that belongs to no entry; 0 when every text does. */
  firstStray = 0;

  get entries(): number {
    return this.census.total;
  }

  see(line: Line): void {
    this.lines += 1;
    const layout = this.scan.scan(line.text) ? this.layoutOf() : null;
    if (!layout) {
      if (this.census.total === 0 && this.firstStray === 0 && line.text.trim() !== '') {
        this.firstStray = line.number;
      }
      return;
    }
    this.census.see(this.scan, layout, line.number);
    this.seeDate(layout, line.text);
    this.seeBody(line.text.slice(this.scan.bodyAt));
  }

  private layoutOf(): Layout | null {
    const known = this.layouts.get(this.scan.shape);
    if (known !== undefined) return known;
    if (this.layouts.size >= MOST_SHAPES) return null;
    const layout = layOut(this.scan);
    this.layouts.set(this.scan.shape, layout);
    return layout;
  }

  private seeDate(layout: Layout, text: string): void {
    const { date } = layout;
    if (date.kind === 'worded') {
      this.seeWorded(date);
      return;
    }
    this.upperCasePeriods ||= layout.periodWord >= 0 && /[AP]M/.test(text.slice(0, this.scan.bodyAt));
    let judge = this.judges.get(date.key);
    if (!judge) this.judges.set(date.key, (judge = new OrderJudge(date.yearAt)));
    const parts = date.parts.map((at) => this.scan.number(at)) as [number, number, number];
    judge.see(parts, { padded: isPadded(text), era: this.scan.era(layout.eraWord) });
    if (date.yearAt !== null) this.years.seeYear(parts[date.yearAt]);
  }

  private seeWorded(date: WordedDate): void {
    const word = this.scan.words[date.monthWord];
    if (word) this.months.add(word.key);
    if (date.year >= 0) this.years.seeYear(this.scan.number(date.year));
    else this.years.seeWithout(word ? word.key : this.scan.number(date.month));
  }

  private seeBody(body: string): void {
    const colon = nameEnd(body, 0);
    this.years.seeText(body);
    if (colon < 0) {
      this.keepEvent(body);
      return;
    }
    this.names.see(body);
    // A quote before the colon: the group's new name may hold the colon.
    if (/["“«„「『]/.test(body.slice(0, colon))) this.keepEvent(body);
    this.seeText(body.slice(textStart(body, colon)));
  }

  private seeText(text: string): void {
    this.texts += 1;
    if (text.startsWith('\u200e')) {
      this.marked += 1;
      this.keepEvent(text);
    }
    if (text.startsWith('<') && text.endsWith('>') && text.length < 60) this.countBracketed(text);
  }

  private keepEvent(line: string): void {
    const text = detached(line.slice(0, LONGEST_EVENT));
    if (this.firstEvents.length < MOST_EVENTS) this.firstEvents.push(text);
    else if (this.lastEvents.push(text) > MOST_EVENTS) this.lastEvents.shift();
  }

  private countBracketed(text: string): void {
    const key = wordingKey(text);
    const count = this.bracketed.get(key);
    if (count !== undefined || this.bracketed.size < MOST_PLACEHOLDERS) {
      this.bracketed.set(key, (count ?? 0) + 1);
    }
  }

  /** Null when no line begins with a timestamp. */
  conclude(override: DateOrder | undefined): Survey | null {
    const accepted = this.census.conclude();
    if (!accepted) return null;
    const events = [...this.firstEvents, ...this.lastEvents];
    const months = monthsOf(this.months);
    const orders = this.ordersOf(events, override);
    const main = accepted.main.date;
    const verdict =
      main.kind === 'worded' ? { order: main.order, sure: 1 } : (orders.get(main.key) ?? UNSURE);
    const placeholders = [...this.bracketed].filter(([, count]) => count >= REPEATED).map(([key]) => key);
    return {
      accepted,
      rules: {
        orders: new Map([...orders].map(([key, { order }]) => [key, order])),
        months,
        firstYear: this.years.firstYear(months),
      },
      names: this.names.conclude(),
      placeholders: new Set(placeholders),
      markIsSign: this.texts < FEW_TEXTS || this.marked < this.texts * NEARLY_ALL,
      variant: variantOf(accepted.main),
      order: verdict.order === 'ydm' ? 'ymd' : verdict.order,
      sure: verdict.sure,
      events,
    };
  }

  private ordersOf(events: readonly string[], override: DateOrder | undefined): Map<string, OrderVerdict> {
    const decided = new Map<string, OrderVerdict>();
    const proven = [...this.judges.values()].find((judge) => judge.proven)?.verdict(null).order;
    let hint: DateOrder | null | undefined;
    for (const [key, judge] of this.judges) {
      if (override && judge.allows(override)) decided.set(key, { order: override, sure: 1 });
      else if (judge.proven) decided.set(key, judge.verdict(null));
      else {
        hint ??= proven && proven !== 'ydm' ? proven : this.hint(events);
        decided.set(key, judge.verdict(hint));
      }
    }
    return decided;
  }

  /** What the language of the app's lines and the habits of phones suggest. */
  private hint(events: readonly string[]): DateOrder | null {
    const language = languageOfEvents(events);
    if (language !== null && YEAR_FIRST.has(language)) return 'ymd';
    if (language !== null && MONTH_FIRST.has(language)) return 'mdy';
    if (language !== null && language !== 'en') return 'dmy';
    const american = [...this.judges.values()].some((judge) => judge.looksAmerican);
    return american && (this.upperCasePeriods || language === 'en') ? 'mdy' : null;
  }
}

const UNSURE: OrderVerdict = { order: 'dmy', sure: 0.5 };

/** Whether the first two parts of the date are written with two digits each. */
function isPadded(text: string): boolean {
  return !/^[^\p{Nd}]{0,4}(?:\p{Nd}\P{Nd}|\p{Nd}{2}[^\p{Nd}]{1,3}\p{Nd}\P{Nd})/u.test(text.slice(0, 24));
}
