import { describe, expect, it } from '@jest/globals';
import type { ProgrammeId } from '../../kernel/ids.js';
import { readerOf } from '../words/reader.js';
import { readGroupForm } from './group-form.js';
import { readRegions, writeRegions } from './regions.js';

const programmes = [{ id: 'p1' as ProgrammeId, name: 'Nairobi', timezone: 'Africa/Nairobi' }];
const posted = {
  programmeId: 'p1',
  name: 'Kakuma_Savings_Group2',
  mainLanguage: 'swa',
  languages: ['eng', 'swa'],
  timezone: 'Africa/Nairobi',
  regions: 'Kenya, ug',
  sizeLimit: '',
  namingPattern: '',
};

describe('the form of a group', () => {
  it('puts the main language first, and each language once', () => {
    expect(readGroupForm(posted, programmes).group?.languages).toEqual(['swa', 'eng']);
  });

  it('reads an empty limit and an empty pattern as none', () => {
    expect(readGroupForm(posted, programmes).group).toMatchObject({ sizeLimit: null, namingPattern: null });
  });

  it('comes back as it was typed, with a fault at each field that needs another look', () => {
    const wrong = {
      ...posted,
      name: '',
      timezone: 'Nairobi',
      regions: 'Wakanda',
      sizeLimit: '1',
      namingPattern: '(',
    };
    const { draft, faults, group } = readGroupForm(wrong, programmes);
    expect(group).toBeNull();
    expect(draft.regions).toBe('Wakanda');
    expect(Object.keys(faults).sort()).toEqual(['name', 'namingPattern', 'regions', 'sizeLimit', 'timezone']);
  });

  it('refuses a programme that is not one of the person’s own', () => {
    expect(readGroupForm({ ...posted, programmeId: 'p2' }, programmes).group).toBeNull();
  });
});

describe('countries', () => {
  it('are read by name in either language or by code, in the order given', () => {
    expect(readRegions('كينيا، أوغندا').regions).toEqual(['KE', 'UG']);
    expect(readRegions('cote d’ivoire; TZ, kenya, KE').regions).toEqual(['CI', 'TZ', 'KE']);
  });

  it('are written as the reader says them, and read back the same', () => {
    for (const language of ['en', 'ar'] as const) {
      const written = writeRegions(readerOf(language), ['KE', 'JO', 'SY']);
      expect(readRegions(written)).toEqual({ regions: ['KE', 'JO', 'SY'], unknown: null });
    }
  });
});
