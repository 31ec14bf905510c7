import type { VNode } from 'preact';
import type { BasisStatus } from '../../consent/index.js';
import type { Group } from '../../people/index.js';
import { GroupTabs } from '../groups/group-tabs.js';
import { ZoneField } from '../groups/group-form.js';
import { EmptyState } from '../layout/empty-state.js';
import { Choices, TextField } from '../layout/field.js';
import { FaultSummary } from '../layout/form.js';
import { Layout } from '../layout/layout.js';
import type { FormFaults } from '../visit/read-form.js';
import type { Visit } from '../visit/visit.js';

export interface UploadDesk {
  readonly group: Group;
  readonly basis: BasisStatus['kind'];
  readonly draft: UploadDraft;
  readonly faults: FormFaults;
}

export type UploadPageProps = UploadDesk & { readonly visit: Visit };

/** `auto` lets the file speak for itself. */
export const DATE_ORDERS = ['auto', 'dmy', 'mdy', 'ymd'] as const;

export interface UploadDraft {
  readonly timezone: string;
  readonly dateOrder: (typeof DATE_ORDERS)[number];
}

export function UploadPage(props: UploadPageProps): VNode {
  const { visit, group, basis } = props;
  const { reader } = visit;
  return (
    <Layout visit={visit} title={group.name} place="groups" aside={reader.say('group.tab.import')}>
      <GroupTabs visit={visit} groupId={group.id} here="import" />
      {basis === 'active' ? (
        <UploadForm {...props} />
      ) : (
        <EmptyState title={reader.say('upload.noBasis')} body={reader.say('upload.noBasisBody')}>
          <a class="btn main" href={`/groups/${group.id}/basis`}>
            {reader.say('group.recordNow')}
          </a>
        </EmptyState>
      )}
    </Layout>
  );
}

/** The token travels in the address: nobody reads an upload's body before the upload is allowed. The file comes last. */
function UploadForm({ visit, group, draft, faults }: UploadPageProps): VNode {
  const { reader } = visit;
  const token = new URLSearchParams(visit.csrf === null ? {} : { _csrf: visit.csrf });
  return (
    <article class="card narrow">
      <p>{reader.say('upload.intro')}</p>
      <form
        method="post"
        action={`/groups/${group.id}/import?${token.toString()}`}
        encType="multipart/form-data"
        class="form"
        noValidate
        data-upload={reader.say('upload.sending')}
        data-failed={reader.say('upload.failed')}
      >
        <FaultSummary reader={reader} faults={faults} />
        <ZoneField reader={reader} faults={faults} value={draft.timezone} />
        <Choices
          reader={reader}
          faults={faults}
          name="dateOrder"
          kind="radio"
          label={reader.say('upload.dateOrder')}
          hint={reader.say('upload.dateOrder.hint')}
          options={DATE_ORDERS.map((value) => ({ value, label: reader.say(`upload.dateOrder.${value}`) }))}
          chosen={[draft.dateOrder]}
        />
        <TextField
          reader={reader}
          faults={faults}
          name="file"
          type="file"
          label={reader.say('upload.file')}
          hint={reader.say('upload.file.hint')}
          accept=".txt,.zip,.json,.csv,text/plain,application/zip,application/json,text/csv"
          required
        />
        <div class="do">
          <button class="main">{reader.say('upload.submit')}</button>
        </div>
      </form>
    </article>
  );
}
