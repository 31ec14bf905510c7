import type { VNode } from 'preact';
import { Fact } from '../layout/fact.js';
import { Layout } from '../layout/layout.js';
import type { QuarantineReason } from '../../channels/index.js';
import type { Visit } from '../visit/visit.js';
import type { Word } from '../words/words.js';
import type { ShownImport } from './import-model.js';

interface ImportPageProps {
  readonly visit: Visit;
  readonly shown: ShownImport;
}

/** Often enough to feel alive, seldom enough for a metered connection. */
const REFRESH_SECONDS = 3;

export function ImportPage(props: ImportPageProps): VNode {
  const { visit, shown } = props;
  const { reader } = visit;
  const running = shown.finishedAt === null;
  return (
    <Layout
      visit={visit}
      title={reader.say(running ? 'import.running' : 'import.done')}
      place="groups"
      aside={<bdi>{shown.group.name}</bdi>}
      {...(running ? { refresh: REFRESH_SECONDS } : {})}
    >
      <p class="back">
        <a href={`/groups/${shown.group.id}`}>
          {reader.say('import.back')} <bdi>{shown.group.name}</bdi>
        </a>
      </p>
      <div data-refresh={running ? String(REFRESH_SECONDS) : undefined} aria-live="polite">
        {running ? <Running {...props} /> : <Outcome {...props} />}
        <Counts {...props} />
        <div class="split even">
          <File {...props} />
          <Quarantine {...props} />
        </div>
      </div>
    </Layout>
  );
}

function Running({ visit: { reader }, shown }: ImportPageProps): VNode {
  const share = { count: shown.walked, total: reader.number(shown.messages) };
  return (
    <article class="card">
      <label class="sub" for="walked">
        {reader.say('import.walked', share)}
      </label>
      <progress id="walked" max={Math.max(1, shown.messages)} value={shown.walked} />
      <p class="sub">{reader.say('import.mayLeave')}</p>
    </article>
  );
}

/** What matters first: is there anything to look at? */
function Outcome({ visit: { reader }, shown }: ImportPageProps): VNode {
  return (
    <article class="card">
      <p class="say">
        {shown.flagged === 0
          ? reader.say('import.nothingFlagged')
          : reader.say('import.flagged', { count: shown.flagged })}
      </p>
      <div class="row">
        {shown.flagged > 0 && (
          <a class="btn main" href={`/flags?group=${shown.group.id}`}>
            {reader.say('import.seeFlags')}
          </a>
        )}
        <a class="btn" href={`/groups/${shown.group.id}/import`}>
          {reader.say('import.another')}
        </a>
      </div>
      {shown.refused > 0 && <p class="note">{reader.say('import.refusedNote', { count: shown.refused })}</p>}
      {shown.dead > 0 && <p class="note">{reader.say('import.deadNote', { count: shown.dead })}</p>}
    </article>
  );
}

function Counts({ visit: { reader }, shown }: ImportPageProps): VNode {
  const figures = [
    ['messages', shown.messages],
    ['members', shown.members],
    ['system', shown.system],
    ['media', shown.media],
    ['duplicates', shown.duplicates],
    ['quarantined', shown.quarantined],
  ] as const;
  return (
    <dl class="cols figures">
      {figures.map(([name, value]) => (
        <div class="card" key={name}>
          <dt class="sub">{reader.say(`import.figure.${name}`)}</dt>
          <dd class="clock">{reader.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function File({ visit: { reader }, shown }: ImportPageProps): VNode {
  const { firstAt, lastAt, group } = shown;
  return (
    <article class="card">
      <h2>{reader.say('import.file')}</h2>
      <dl class="facts">
        <Fact name={reader.say('import.fileName')}>
          {shown.fileName !== null && <bdi>{shown.fileName}</bdi>} · {reader.bytes(shown.bytes)}
        </Fact>
        <Fact name={reader.say('import.format')}>
          <bdi class="id">
            {shown.format} {shown.variant}
          </bdi>
        </Fact>
        {firstAt && lastAt && (
          <Fact name={reader.say('import.period')}>
            {reader.date(firstAt, group.timezone)} – {reader.date(lastAt, group.timezone)}
          </Fact>
        )}
        {shown.dateOrder && (
          <Fact name={reader.say('import.dateOrder')}>
            {reader.say(`upload.dateOrder.${shown.dateOrder}`)} · {reader.say(howSure(shown.dateOrderSure))}
          </Fact>
        )}
      </dl>
    </article>
  );
}

/** 1 is a proof (a day above the twelfth); 0.9 is how sure many agreeing dates make; below that, please check. */
function howSure(share: number): 'import.sure.proven' | 'import.sure.likely' | 'import.sure.guess' {
  if (share >= 1) return 'import.sure.proven';
  return share >= 0.9 ? 'import.sure.likely' : 'import.sure.guess';
}

function Quarantine({ visit: { reader }, shown }: ImportPageProps): VNode {
  return (
    <article class="card">
      <h2>{reader.say('import.quarantine')}</h2>
      {shown.quarantined === 0 ? (
        <p class="sub">{reader.say('import.quarantine.none')}</p>
      ) : (
        <>
          <p class="sub">{reader.say('import.quarantine.some', { count: shown.quarantined })}</p>
          <table>
            <thead>
              <tr>
                <th scope="col">{reader.say('import.line')}</th>
                <th scope="col">{reader.say('import.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.broken.slice(0, SHOWN_LINES).map(({ line, reason }) => (
                <tr key={line}>
                  <td class="num">{reader.number(line)}</td>
                  <td>{reader.say(reasonWord(reason))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.quarantined > SHOWN_LINES && (
            <p class="sub">
              {reader.say('import.quarantine.more', { count: shown.quarantined - SHOWN_LINES })}
            </p>
          )}
        </>
      )}
    </article>
  );
}

const REASONS: readonly string[] = [
  'broken-date',
  'half-line',
  'invalid-utf8',
  'no-such-time',
  'too-long',
  'unreadable-entry',
] satisfies readonly QuarantineReason[];

/** A channel may learn a new reason before this console does. */
function reasonWord(reason: string): Word {
  return REASONS.includes(reason)
    ? `quarantine.${reason as QuarantineReason}`
    : 'quarantine.unreadable-entry';
}

/** Keeps the page light; a file with more broken lines than this needs a new export, not a longer list. */
const SHOWN_LINES = 20;
