import { readFileSync } from 'node:fs';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { WhyList } from '../flags/why-list.js';
import { OutcomeBadge } from '../layout/level-badge.js';
import { Quoted } from '../layout/quoted.js';
import { readerOf } from '../words/reader.js';
import type { Reader } from '../words/reader.js';
import type { ReportFlag, ReportModel } from './report-model.js';

const styles = readFileSync(new URL('../styles/console.css', import.meta.url), 'utf8');

/**
 * A report as one HTML document that needs nothing beside it: styles inside, no script, fit for printing and for reading
 * without a network. Pure: the same model gives the same text.
 */
export function renderReport(model: ReportModel): string {
  return `<!doctype html>${renderToString(<Report model={model} />)}`;
}

function Report({ model }: { model: ReportModel }): VNode {
  const reader = readerOf(model.language);
  const title = reader.say('report.title');
  return (
    <html lang={reader.language} dir={reader.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${model.source}`}</title>
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body class="outside report">
        <main>
          <div class="head">
            <h1>{title}</h1>
            <span class="sub">{reader.say('flags.waiting', { count: model.flags.length })}</span>
          </div>
          <p class="sub">
            {reader.say('report.made', {
              date: reader.moment(model.madeAt, model.timezone),
              source: model.source,
            })}{' '}
            · {reader.say('report.counted', { count: model.messages })}
          </p>
          <p class="note">{reader.say('report.confidential')}</p>
          {model.flags.length > 0 && (
            <ul class="list flags">
              {model.flags.map((flag, index) => (
                <Flag reader={reader} flag={flag} zone={model.timezone} key={index} />
              ))}
            </ul>
          )}
        </main>
      </body>
    </html>
  );
}

function Flag({ reader, flag, zone }: { reader: Reader; flag: ReportFlag; zone: string }): VNode {
  const { outcome, level, line, member, text, doubts } = flag;
  const why = flag.reasons.map((reason) => ({ ...reason, source: '' }));
  return (
    <li class={`flag ${outcome === 'judged' ? level : 'low'}`}>
      <div class="what">
        <div class="t">
          <OutcomeBadge reader={reader} outcome={outcome} level={level} />
          <time dateTime={flag.sentAt.toISOString()}>{reader.moment(flag.sentAt, zone)}</time>
        </div>
        {text !== null && (
          <Quoted text={text} spans={flag.spans} language={flag.language} class="preserved" />
        )}
        <div class="t">
          <span>
            <bdi class="id">{member}</bdi>
            {line !== null && ` · ${reader.say('report.line', { line })}`}
          </span>
        </div>
        {doubts.map((doubt) => (
          <span class="sub" key={doubt}>
            {reader.say(`doubt.${doubt}`, { language: reader.languageName(flag.language) })}
          </span>
        ))}
      </div>
      {why.length > 0 && <WhyList reader={reader} why={why} />}
    </li>
  );
}
