/** What channels are shown to recognise a file by. */
export const HEAD_BYTES = 64 * 1024;

/** The first bytes of a stream; the rest is not read. */
export async function readHead(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES);
}
