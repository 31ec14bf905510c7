import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { newId } from '../../kernel/ids.js';
import type { AdmittedMessage, InboundMessage } from '../../kernel/message.js';
import { VouchedGate } from './vouched-gate.js';

const organisationId = newId<'organisation'>();
const groupId = newId<'group'>();

const inbound: InboundMessage = {
  externalId: 'wamid.1',
  sender: { handle: '+254700000001', name: 'Amina' },
  sentAt: new Date('2026-03-02T08:00:00Z'),
  text: 'Habari ya asubuhi',
  state: 'sent',
  forwarded: 'once',
  media: [{ kind: 'image', name: 'a.jpg', sha256: null }],
  ordinal: 0,
  line: 7,
};

function aCandidate(text = inbound.text) {
  return { id: newId<'message'>(), groupId, memberId: newId<'member'>(), inbound: { ...inbound, text } };
}

async function anAdmitted(): Promise<AdmittedMessage> {
  const gate = new VouchedGate({ organisationId, purposes: ['scan_hate'] });
  const { admitted } = await gate.admit(null, [aCandidate()], inbound.sentAt);
  const [message] = admitted;
  if (!message) throw new Error('Refused');
  return message;
}

describe('Scanning without a basis', () => {
  it('does not compile: neither a literal nor a spread is an admitted message', async () => {
    const { id, memberId } = aCandidate();
    const { sender, sentAt, text, state, forwarded, media, line } = inbound;
    const fields = {
      id,
      organisationId,
      groupId,
      memberId,
      sender,
      sentAt,
      text,
      state,
      forwarded,
      media,
      line,
    };
    // @ts-expect-error the brand is missing, although every field is there
    const literal: AdmittedMessage = { ...fields, purposes: ['scan_hate'] };
    const { ...copied } = await anAdmitted();
    const { sender: from, ...withoutSender } = copied;
    // @ts-expect-error a message that arrived is not an admitted one
    const arrived: AdmittedMessage = inbound;
    // @ts-expect-error an admitted message with a piece taken out is none any more
    const pieces: AdmittedMessage = withoutSender;
    expect([literal.text, arrived.text, pieces.text]).toEqual([text, text, text]);
    expect(from).toEqual(sender);
  });

  it('is prevented in one file: nowhere else does anything claim that a message is admitted', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const claims = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.(db-)?spec\.tsx?$/.test(path))
      .filter((path) => /\b(is|as) AdmittedMessage\b/.test(readFileSync(join(root, path), 'utf8')));
    expect(claims).toEqual(['consent/gate/admit.ts']);
  });
});

describe('The gate of somebody who vouches', () => {
  it('admits every message whole, in order, with the purposes vouched for', async () => {
    const gate = new VouchedGate({ organisationId, purposes: ['scan_scam', 'scan_hate'] });
    const candidates = [aCandidate('one'), aCandidate('two')];
    const { admitted, refused } = await gate.admit(null, candidates, inbound.sentAt);
    expect(refused).toEqual([]);
    const { sender, sentAt, state, forwarded, media, line } = inbound;
    const whole = { organisationId, groupId, sender, sentAt, state, forwarded, media, line };
    expect(admitted).toEqual(
      candidates.map(({ id, memberId, inbound: { text } }) => ({
        ...whole,
        id,
        memberId,
        text,
        purposes: ['scan_scam', 'scan_hate'],
      })),
    );
  });

  it('admits nothing for no purpose', async () => {
    const gate = new VouchedGate({ organisationId, purposes: [] });
    const { admitted, refused } = await gate.admit(null, [aCandidate(), aCandidate()], inbound.sentAt);
    expect(admitted).toEqual([]);
    expect(refused).toEqual([{ groupId, reason: 'no_scan_purpose', count: 2 }]);
  });
});
