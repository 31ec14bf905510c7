import type { InboundMessage } from '../kernel/message.js';
import type { ExportEntry, OpenExport } from './channel.js';
import { inspectExport } from './inspect-export.js';

function said(handle: string, at: string, media: InboundMessage['media'] = []): ExportEntry {
  const message: InboundMessage = {
    externalId: null,
    sender: { handle, name: handle },
    sentAt: new Date(at),
    text: 'hello',
    state: 'sent',
    forwarded: 'unknown',
    media,
    ordinal: 0,
    line: 1,
  };
  return { kind: 'message', message };
}

function exported(...batches: ExportEntry[][]): OpenExport {
  const header = {
    format: 'x',
    variant: 'v',
    dateOrder: 'dmy',
    dateOrderSure: 0.8,
    title: 'secret',
  } as const;
  const entries = async function* (): AsyncGenerator<ExportEntry[]> {
    for (const batch of batches) yield await Promise.resolve(batch);
  };
  return { kind: 'opened', header, entries };
}

describe('the summary of an export', () => {
  it('counts what came out, dates it by the earliest and latest moment, and holds no words', async () => {
    const photo = { kind: 'image', name: null, sha256: null } as const;
    const summary = await inspectExport(
      exported(
        [said('Ana', '2021-04-16T10:00:00Z'), said('Ben', '2021-04-15T10:00:00Z', [photo, photo])],
        [
          {
            kind: 'system',
            event: { kind: 'left', subjects: ['Ben'] },
            at: new Date('2021-04-18T00:00:00Z'),
            line: 3,
          },
          { kind: 'quarantined', line: 4, reason: 'broken-date' },
          said('Ana', '2021-04-17T10:00:00Z'),
        ],
      ),
      'chat.txt',
    );
    expect(summary).toEqual({
      file: 'chat.txt',
      format: 'x',
      variant: 'v',
      messages: 3,
      system: 1,
      media: 1,
      members: 2,
      first: '2021-04-15T10:00:00.000Z',
      last: '2021-04-18T00:00:00.000Z',
      dateOrder: 'dmy',
      dateOrderSure: 0.8,
      quarantined: [{ line: 4, reason: 'broken-date' }],
    });
  });

  it('of nothing has no dates', async () => {
    const summary = await inspectExport(exported(), 'empty.txt');
    expect([summary.messages, summary.first, summary.last]).toEqual([0, null, null]);
  });
});
