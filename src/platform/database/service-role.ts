import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { errorCode } from '../error-code.js';

/** What RFC 7677 asks for at least; the password is 256 random bits, so more would only cost time. */
const SCRAM_ITERATIONS = 4096;

/** The service's own connection: the owner's address, the role that owns nothing. Every other parameter stays. */
export function serviceUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(serviceRole(ownerUrl));
  url.password = encodeURIComponent(password);
  return url.href;
}

export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function serviceRole(ownerUrl: string): string {
  return `${databaseName(ownerUrl)}_service`;
}

/** Gives the service role its password unless it already has it. Needs the role, so it comes after the migrations. */
export async function setServicePassword(ownerUrl: string, password: string): Promise<void> {
  if (await connects(serviceUrl(ownerUrl, password))) return;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const role = pg.escapeIdentifier(serviceRole(ownerUrl));
    // Two starters at once would otherwise fail with "tuple concurrently updated".
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('mlinzi.service_role'))`);
    await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(scramVerifier(password))}`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

async function connects(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (errorCode(error) === '28P01') return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** RFC 5803: the server gets, and may log, something from which the password cannot be had. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, SCRAM_ITERATIONS, 32, 'sha256');
  const keyed = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}
