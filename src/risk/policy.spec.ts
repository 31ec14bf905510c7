import { readFileSync } from 'node:fs';
import { PolicyError, readPolicy } from './policy.js';

interface PolicyFile {
  harms: Record<string, { low: number; why: string } | undefined>;
  trust: Record<string, { weight: number; why: string } | undefined>;
}

const shipped = readFileSync(new URL('./default-policy.json', import.meta.url), 'utf8');

function pathOfFault(change: (policy: PolicyFile) => void): string {
  const policy = JSON.parse(shipped) as PolicyFile;
  change(policy);
  try {
    readPolicy(JSON.stringify(policy));
  } catch (error) {
    if (error instanceof PolicyError) return error.path;
    throw error;
  }
  return 'accepted';
}

describe('a policy file', () => {
  it('is refused with the path of a missing harm', () => {
    expect(pathOfFault((policy) => delete policy.harms.scam)).toBe('/harms/scam');
  });

  it('is refused when a milder level begins above a worse one', () => {
    expect(pathOfFault((policy) => (policy.harms.hate = { low: 0.9, why: '' }))).toBe('/harms/hate');
  });

  it('is refused when a detector is trusted more than fully', () => {
    expect(pathOfFault((policy) => (policy.trust.lexicon = { weight: 1.5, why: '' }))).toBe(
      '/trust/lexicon/weight',
    );
  });

  it('ships with a reason beside every number', () => {
    const { harms, trust } = JSON.parse(shipped) as PolicyFile;
    for (const rule of [...Object.values(harms), ...Object.values(trust)]) expect(rule?.why).toMatch(/\w{3}/);
  });
});
