import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with the defaults every authenticator app knows: SHA-1, six digits, thirty seconds. */
const PERIOD = 30;

/** A phone's clock may be one step ahead or behind; more would only help to guess. */
const DRIFT = 1;

/** 160 bits, as RFC 4226 section 4 recommends. */
const SECRET_BYTES = 20;

export function newSecret(): string {
  return new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;
}

/** `otpauth://totp/...`: what an authenticator app scans. */
export function addressOf(secret: string, label: string): string {
  return totp(secret, label).toString();
}

/** The time step whose code this is, now or one step away; null when it is none of them. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const digits = code.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const timestamp = now.getTime();
  const delta = totp(secret, 'x').validate({ token: digits, timestamp, window: DRIFT });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}

/** The code an app would show; for the specs of everything that asks for one. */
export function codeAt(secret: string, now: Date): string {
  return totp(secret, 'x').generate({ timestamp: now.getTime() });
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Mlinzi', label, secret, period: PERIOD });
}

/** As many as fit on a card in a drawer. */
const RECOVERY_CODES = 10;

/** Without vowels and look-alikes; 20 characters of 29 are 97 bits. */
const ALPHABET = '23456789BCDFGHJKLMNPQRSTVWXYZ';

/** `XXXXX-XXXXX-XXXXX-XXXXX`, ten of them. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: 4 }, () => Array.from({ length: 5 }, aCharacter).join('')).join('-'),
  );
}

/** Bytes beyond the last whole alphabet are drawn again: every character is as likely as another. */
function aCharacter(): string {
  for (;;) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < 232) return ALPHABET[byte % ALPHABET.length] ?? '2';
  }
}

/** As typed from paper: case, spaces and dashes do not matter. */
export function normalisedRecoveryCode(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase();
}
