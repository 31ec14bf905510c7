import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { genericWebhook } from './generic-webhook.js';

const secret = Buffer.from('a secret of the channel, thirty-two or more bytes');
const now = new Date('2026-03-02T08:00:00Z');

const nameless = {
  sender: { handle: '+254700000001', name: 'Amina' },
  sentAt: '2026-03-02T07:59:00Z',
  text: 'Habari za asubuhi 🌍 مرحبا',
};
const good = { id: 'm1', ...nameless };

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function delivery(...messages: unknown[]): Buffer {
  return bytes({ id: 'd1', group: 'teachers', messages });
}

function signed(body: Uint8Array, at = now, key: Uint8Array = secret) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const hex = createHmac('sha256', key).update(`${timestamp}.`).update(body).digest('hex');
  return { body, headers: { 'mlinzi-timestamp': timestamp, 'mlinzi-signature': `v1=${hex}` } };
}

describe('the signature of a delivery', () => {
  const verify = (request: Parameters<typeof genericWebhook.verify>[0], at = now) => {
    const verified = genericWebhook.verify(request, secret, at);
    return verified.kind === 'refused' ? verified.reason : verified.kind;
  };

  it('is made over the timestamp and the exact bytes', () => {
    expect(verify(signed(delivery(good)))).toBe('verified');
    const spaced = Buffer.from(`${delivery(good).toString()} `);
    expect(verify({ ...signed(delivery(good)), body: spaced })).toBe('wrong-signature');
  });

  it('cannot be moved to another moment', () => {
    const request = signed(delivery(good));
    const later = { ...request, headers: { ...request.headers, 'mlinzi-timestamp': '1772438401' } };
    expect(verify(later)).toBe('wrong-signature');
  });

  it('is worth something for five minutes in both directions, and not a second more', () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(verify(signed(delivery(good)), at(300))).toBe('verified');
    expect(verify(signed(delivery(good)), at(301))).toBe('stale-timestamp');
    expect(verify(signed(delivery(good)), at(-300))).toBe('verified');
    expect(verify(signed(delivery(good)), at(-301))).toBe('stale-timestamp');
  });

  it('of another secret is refused even when it is stale, so that nothing is learnt about time', () => {
    expect(verify(signed(delivery(good), new Date(0), Buffer.from('another')))).toBe('wrong-signature');
  });

  it('must be there in the documented form', () => {
    const { body, headers } = signed(delivery(good));
    expect(verify({ body, headers: {} })).toBe('missing-signature');
    expect(
      verify({ body, headers: { ...headers, 'mlinzi-signature': headers['mlinzi-signature'].slice(3) } }),
    ).toBe('missing-signature');
    expect(verify({ body, headers: { ...headers, 'mlinzi-signature': 'v1=zz' } })).toBe('missing-signature');
    expect(verify({ body, headers: { ...headers, 'mlinzi-timestamp': 'today' } })).toBe('missing-signature');
  });
});

describe('the envelope', () => {
  const fault = (body: Uint8Array) => {
    const read = genericWebhook.deliveryId(body);
    return read.kind === 'refused' ? { reason: read.reason, path: read.details.path } : read;
  };

  it('names the delivery and its group', () => {
    expect(genericWebhook.deliveryId(delivery(good))).toEqual({ kind: 'id', id: 'd1', groupKey: 'teachers' });
  });

  it('that is not JSON in UTF-8, or nests without end, is refused without being parsed', () => {
    expect(fault(Buffer.from('{"id":'))).toMatchObject({ reason: 'not-json' });
    expect(fault(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toMatchObject({ reason: 'not-json' });
    expect(fault(Buffer.from('['.repeat(500_000)))).toMatchObject({ reason: 'not-json' });
    expect(fault(new Uint8Array())).toMatchObject({ reason: 'not-json' });
  });

  it.each([
    ['an array', [], ''],
    ['no id', { group: 'g', messages: [good] }, '/id'],
    ['an empty id', { id: '', group: 'g', messages: [good] }, '/id'],
    ['no group', { id: 'd', messages: [good] }, '/group'],
    ['no messages', { id: 'd', group: 'g', messages: [] }, '/messages'],
    [
      '1,001 messages',
      { id: 'd', group: 'g', messages: Array.from({ length: 1001 }, () => good) },
      '/messages',
    ],
  ])('with %s is refused by its pointer', (_what, body, path) => {
    expect(fault(bytes(body))).toEqual({ reason: 'invalid-shape', path });
  });

  it('takes brackets inside text for what they are', () => {
    expect(fault(delivery({ ...good, text: '[[[[[[[[[[[[{{{{{{"\\' }))).toMatchObject({ kind: 'id' });
  });
});

describe('the messages of a delivery', () => {
  const read = (...items: unknown[]) => {
    const normalised = genericWebhook.normalise(delivery(...items));
    if ('kind' in normalised) throw new Error(normalised.reason);
    return normalised;
  };

  it('come out as they were sent', () => {
    const media = { kind: 'image', sha256: 'a'.repeat(64) };
    const [first] = read({ ...good, forwarded: 'many', media: [media] }).messages;
    expect(first).toEqual({
      groupKey: 'teachers',
      message: {
        externalId: 'm1',
        sender: { handle: '+254700000001', name: 'Amina' },
        sentAt: new Date('2026-03-02T07:59:00Z'),
        text: 'Habari za asubuhi 🌍 مرحبا',
        state: 'sent',
        forwarded: 'many',
        media: [{ kind: 'image', name: null, sha256: 'a'.repeat(64) }],
        ordinal: 0,
        line: null,
      },
    });
  });

  it('that are equal and have no id are told apart by their place', () => {
    expect(read(nameless, nameless, good).messages.map(({ message }) => message.ordinal)).toEqual([0, 1, 0]);
  });

  it.each([
    ['is no object', 7, '', 'not-an-object'],
    ['has an id that is a number', { ...good, id: 5 }, '/id', 'not-an-id'],
    ['has no sender', { ...good, sender: null }, '/sender', 'not-an-object'],
    ['has an empty handle', { ...good, sender: { handle: '' } }, '/sender/handle', 'not-a-handle'],
    [
      'has a name that is a list',
      { ...good, sender: { handle: 'a', name: [] } },
      '/sender/name',
      'not-a-name',
    ],
    ['has a local time', { ...good, sentAt: '2026-03-02T07:59:00' }, '/sentAt', 'not-an-instant'],
    ['was sent on 30 February', { ...good, sentAt: '2026-02-30T07:59:00Z' }, '/sentAt', 'not-an-instant'],
    ['was sent in 1970', { ...good, sentAt: '1970-01-01T00:00:00Z' }, '/sentAt', 'not-an-instant'],
    ['has no text', { ...good, text: null }, '/text', 'not-text'],
    ['has NUL in its text', { ...good, text: 'a\0b' }, '/text', 'not-text'],
    ['has half a character', { ...good, text: 'a\ud800b' }, '/text', 'not-text'],
    ['is too long', { ...good, text: 'a'.repeat(65_537) }, '/text', 'too-long'],
    ['says a word of its own', { ...good, forwarded: 'maybe' }, '/forwarded', 'not-a-known-word'],
    ['has unknown media', { ...good, media: [{ kind: 'hologram' }] }, '/media/0', 'not-an-attachment'],
  ])('beside one that %s go on without it', (...[, item, path, reason]) => {
    const { messages, quarantined } = read(good, item, good);
    expect(messages).toHaveLength(2);
    expect(quarantined).toEqual([{ path: `/messages/1${path}`, reason }]);
  });

  it('never throw, and each ends in exactly one of the two lists, whatever is in them', () => {
    const odd = fc.record(
      {
        id: fc.jsonValue(),
        sender: fc.jsonValue(),
        sentAt: fc.jsonValue(),
        text: fc.jsonValue(),
        media: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.constant(good)), { minLength: 1, maxLength: 20 }), (items) => {
        const normalised = genericWebhook.normalise(delivery(...items));
        // Nested deeper than any message is: refused as a whole.
        if ('kind' in normalised) return normalised.reason === 'not-json';
        return normalised.messages.length + normalised.quarantined.length === items.length;
      }),
    );
  });
});
