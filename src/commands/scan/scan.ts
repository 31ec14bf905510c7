import { DETECTORS, EvaluatedWorth, Explain } from '../../detection/index.js';
import { newId } from '../../kernel/ids.js';
import type { GroupId } from '../../kernel/ids.js';
import type { DateOrder, OpenedExportFile } from '../../channels/index.js';
import type { Verdict } from '../../pipeline/index.js';
import { SystemClock } from '../../platform/system-clock.js';
import { openNamedFile } from '../open-named-file.js';
import { write } from '../outcome.js';
import type { ExitCode, Streams } from '../outcome.js';
import { findingLine } from './results/finding-line.js';
import type { Format } from './results/format-names.js';
import { resultIn } from './results/formats.js';
import { NO_RULES, readRules } from './read-rules.js';
import type { Rules } from './read-rules.js';
import { showProgress } from './progress.js';
import { count, noTotals } from './results/result.js';
import type { Result, Totals } from './results/result.js';
import { sayTotals } from './results/say-totals.js';
import { scanFile } from './scan-file.js';
import { ScanWalk } from './scan-walk.js';

export interface ScanOptions {
  readonly format: Format;
  readonly all: boolean;
  readonly timezone: string;
  readonly dates?: DateOrder;
  /** ISO 639 codes, most used first. */
  readonly languages: readonly string[];
  /** ISO 3166 regions for phone numbers written without a country code. */
  readonly regions: readonly string[];
  readonly rules?: string;
  /** Language of the reasons and the report. */
  readonly reader: string;
}

const VOUCHED =
  'By scanning this file you vouch that its members were told and that you may have it scanned. Nothing leaves this machine or is kept.\n';

/** Looks for harm in files on the person's own word that they may; the walk is the service's own. */
export async function scan(
  paths: readonly string[],
  options: ScanOptions,
  streams: Streams,
): Promise<ExitCode> {
  const rules = await rulesOf(options, streams);
  if (!rules) return 2;
  await write(streams.err, VOUCHED);
  const result = resultIn({ ...options, source: paths.join(', '), madeAt: new SystemClock().now() }, streams);
  const scanning = new Scanning(options, rules, { streams, result });
  let code: ExitCode = 0;
  for (const path of paths) {
    const named = await openNamedFile(path, {
      ...options,
      ...(options.dates && { dateOrder: options.dates }),
    });
    if (named.kind === 'opened') await scanning.file(path, named.file);
    else {
      await write(streams.err, `${named.sentence}\n`);
      code = 2;
    }
  }
  await scanning.end();
  return code;
}

async function rulesOf({ rules: path }: ScanOptions, { err }: Streams): Promise<Rules | null> {
  if (path === undefined) return NO_RULES;
  const { rules, faults } = await readRules(path);
  for (const fault of faults) await write(err, `${path} ${fault.path}: ${fault.message}\n`);
  return faults.length === 0 ? rules : null;
}

class Scanning {
  private readonly explain = new Explain(DETECTORS);
  private readonly worth = new EvaluatedWorth();
  private readonly totals: Totals = noTotals();
  private readonly streams: Streams;
  private readonly result: Result;
  private readonly walk: ScanWalk;
  private current = '';

  constructor(
    private readonly options: ScanOptions,
    private readonly rules: Rules,
    { streams, result }: { readonly streams: Streams; readonly result: Result },
  ) {
    this.streams = streams;
    this.result = result;
    this.walk = new ScanWalk(rules, (verdicts) => this.take(verdicts));
  }

  async file(path: string, file: OpenedExportFile): Promise<void> {
    this.current = path;
    const groupId: GroupId = newId();
    this.walk.addGroup({
      ...this.options,
      id: groupId,
      name: path,
      sizeLimit: null,
      settings: this.rules.settings,
    });
    const progress = await showProgress(path, file.export, this.streams);
    try {
      const quarantined = await scanFile(this.walk.process, {
        organisationId: this.walk.organisationId,
        groupId,
        export: file.export,
        progress,
      });
      this.totals.unreadLines += quarantined.length;
      for (const { line, reason } of quarantined.slice(0, 20)) {
        await write(this.streams.err, `${path}: line ${line} could not be read: ${reason}\n`);
      }
    } finally {
      progress.end();
      file.close();
    }
  }

  async end(): Promise<void> {
    await this.walk.close();
    await this.result.end(this.totals);
    await write(this.streams.err, sayTotals(this.totals));
  }

  private async take(verdicts: readonly Verdict[]): Promise<void> {
    for (const verdict of verdicts) {
      count(this.totals, verdict);
      if (!verdict.flagged && !this.options.all) continue;
      const line = findingLine(verdict, {
        file: this.current,
        member: this.walk.pseudonymOf(verdict.message.memberId),
        explain: this.explain,
        worth: this.worth,
        reader: this.options.reader,
      });
      await this.result.add(verdict, line);
    }
  }
}
