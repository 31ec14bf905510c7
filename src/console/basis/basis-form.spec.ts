import { describe, expect, it } from '@jest/globals';
import { emptyBasis, readBasisForm } from './basis-form.js';

const NOW = new Date('2026-03-02T08:00:00Z');
const setting = {
  zone: 'Africa/Nairobi',
  spoken: ['swa', 'som'],
  languages: ['swa', 'som', 'eng', 'ara', 'fra', 'spa'],
  organisation: 'Riverside Relief',
};
const start = emptyBasis(NOW, setting);
const posted = {
  powerImbalance: 'no',
  basis: 'consent',
  method: 'vote',
  expressedBy: 'self',
  decidedBy: 'Group assembly',
  decidedAt: start.decidedAt,
  validUntil: '',
  purposes: start.purposes,
  told: ['swa'],
  'notice-swa': start.notices.swa,
};

describe('the form of a basis', () => {
  it('starts with a notice in each language of the group that has one, in the organisation’s name', () => {
    expect(start.notices.swa).toContain('Riverside Relief');
    expect(start.notices.som).toBe('');
    expect(start.told).toEqual(['swa', 'som']);
  });

  it('asks for every scan and for nothing beyond scanning', () => {
    expect(start.purposes.every((purpose) => purpose.startsWith('scan_'))).toBe(true);
    expect(start.purposes.length).toBeGreaterThan(0);
  });

  it('records the notice in the languages that are ticked and in no other', () => {
    const { basis } = readBasisForm({ ...posted, 'notice-eng': 'Something else' }, setting);
    expect(basis).toMatchObject({
      noticeLanguages: ['swa'],
      noticeVersion: 'ready-made-1',
      validUntil: null,
    });
    expect(basis?.noticeText).not.toContain('Something else');
  });

  it('says so when people were told other words than the ready-made ones', () => {
    const { basis } = readBasisForm({ ...posted, 'notice-swa': 'Tunasoma ujumbe.' }, setting);
    expect(basis).toMatchObject({ noticeVersion: 'own-words', noticeText: '[swa]\nTunasoma ujumbe.' });
  });

  it('does not take an empty notice for having told people', () => {
    expect(readBasisForm({ ...posted, told: ['swa', 'som'] }, setting).faults).toHaveProperty(['notice-som']);
    expect(readBasisForm({ ...posted, told: [] }, setting).faults).toHaveProperty('notice');
  });

  it('guesses none of the answers that carry weight', () => {
    const { faults, basis } = readBasisForm({}, setting);
    expect(basis).toBeNull();
    for (const name of [
      'powerImbalance',
      'basis',
      'method',
      'expressedBy',
      'decidedBy',
      'decidedAt',
      'purposes',
    ])
      expect(faults).toHaveProperty(name);
  });
});
