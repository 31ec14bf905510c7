import type { InboundMessage, Media } from '../../kernel/message.js';

/** Somebody came into the group; `handle` as the channel writes it. */
export interface InboundJoin {
  readonly handle: string;
  readonly at: Date;
}

/** A piece of an export as it waits to be walked. */
export interface Chunk {
  readonly messages: readonly InboundMessage[];
  readonly joins: readonly InboundJoin[];
}

/** Fields by place instead of by name: a third of the bytes to seal, store and parse. Read and written only here. */
type PackedMessage = readonly [
  externalId: string | null,
  handle: string,
  name: string | null,
  sentAt: number,
  text: string,
  state: InboundMessage['state'],
  forwarded: InboundMessage['forwarded'],
  media: readonly Media[] | 0,
  ordinal: number,
  line: number | null,
];

interface PackedChunk {
  readonly v: 1;
  readonly m: readonly PackedMessage[];
  readonly j: readonly (readonly [handle: string, at: number])[];
}

export function packChunk({ messages, joins }: Chunk): string {
  const packed: PackedChunk = {
    v: 1,
    m: messages.map(pack),
    j: joins.map(({ handle, at }) => [handle, at.getTime()]),
  };
  return JSON.stringify(packed);
}

/** Reads what `packChunk` wrote; the ciphertext around it has already proved that nobody else did. */
export function unpackChunk(text: string): Chunk {
  const packed = JSON.parse(text) as PackedChunk;
  return {
    messages: packed.m.map(unpack),
    joins: packed.j.map(([handle, at]) => ({ handle, at: new Date(at) })),
  };
}

function pack(message: InboundMessage): PackedMessage {
  const { externalId, sender, sentAt, text, state, forwarded, media, ordinal, line } = message;
  return [
    externalId,
    sender.handle,
    sender.name,
    sentAt.getTime(),
    text,
    state,
    forwarded,
    media.length > 0 ? media : 0,
    ordinal,
    line,
  ];
}

function unpack(packed: PackedMessage): InboundMessage {
  const [externalId, handle, name, sentAt, text, state, forwarded, media, ordinal, line] = packed;
  return {
    externalId,
    sender: { handle, name },
    sentAt: new Date(sentAt),
    text,
    state,
    forwarded,
    media: media === 0 ? [] : media,
    ordinal,
    line,
  };
}
