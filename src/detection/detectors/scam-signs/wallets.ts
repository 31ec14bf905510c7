import { createHash } from 'node:crypto';
import type { Span } from '../../../kernel/span.js';

/** Bitcoin and Tron in Base58Check, Bitcoin in Bech32 form, Ethereum: lengths as the coins define them. */
const CANDIDATE =
  /(?<![\w/])(?:0x[0-9a-f]{40}|bc1[02-9ac-hj-np-z]{11,71}|[13T][1-9A-HJ-NP-Za-km-z]{25,34})(?!\w)/gi;

/** Fewest characters of any wallet address. */
const SHORTEST = 26;

/** Wallet addresses of a text. Base58 ones must pass their checksum, so that random tokens do not count. */
export function findWallets(text: string): readonly Span[] {
  if (!hasLongWord(text)) return [];
  return [...text.matchAll(CANDIDATE)]
    .filter(([address]) => /^(?:0x|bc1)/i.test(address) || hasBase58Checksum(address))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function hasLongWord(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length && run < SHORTEST; at++) {
    const code = text.charCodeAt(at);
    run = isAlphanumeric(code) ? run + 1 : 0;
  }
  return run >= SHORTEST;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const PAYLOAD_BYTES = 21;
const CHECKSUM_BYTES = 4;

function hasBase58Checksum(address: string): boolean {
  let value = 0n;
  for (const char of address) value = value * 58n + BigInt(BASE58.indexOf(char));
  const hex = value.toString(16).padStart((PAYLOAD_BYTES + CHECKSUM_BYTES) * 2, '0');
  if (hex.length !== (PAYLOAD_BYTES + CHECKSUM_BYTES) * 2) return false;
  const bytes = Buffer.from(hex, 'hex');
  const digest = sha256(sha256(bytes.subarray(0, PAYLOAD_BYTES)));
  return digest.subarray(0, CHECKSUM_BYTES).equals(bytes.subarray(PAYLOAD_BYTES));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
