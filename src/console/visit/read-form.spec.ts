import { describe, expect, it } from '@jest/globals';
import { FormReading, dayOf } from './read-form.js';

describe('reading a posted form', () => {
  it('takes a single ticked box like several', () => {
    expect(new FormReading({ box: 'a' }).choices('box', ['a', 'b'])).toEqual(['a']);
    expect(new FormReading({ box: ['b', 'a', 'x'] }).choices('box', ['a', 'b'])).toEqual(['a', 'b']);
  });

  it('says the first thing that is wrong with a field and keeps the others', () => {
    const form = new FormReading({ name: ' ', zone: 'Mars/Base' });
    form.required('name', 10);
    form.blame('name', 'fault.email');
    form.zone('zone');
    expect(form.faults).toEqual({ name: { word: 'fault.required' }, zone: { word: 'fault.zone' } });
  });

  it('ends a day where the group is', () => {
    const form = new FormReading({ until: '2026-03-02' });
    const end = form.day('until', { zone: 'Africa/Nairobi', edge: 'end' });
    expect(end?.toISOString()).toBe('2026-03-02T20:59:59.999Z');
    expect(end && dayOf(end, 'Africa/Nairobi')).toBe('2026-03-02');
  });

  it.each(['2026-02-30', '02/03/2026', 'soon'])('refuses the date %s', (day) => {
    const form = new FormReading({ day });
    expect(form.day('day', { zone: 'UTC', edge: 'start' })).toBeNull();
    expect(form.faults).toEqual({ day: { word: 'fault.date' } });
  });

  it('leaves a password exactly as it was typed', () => {
    expect(new FormReading({ password: '  a b ' }).secret('password')).toBe('  a b ');
  });

  it('is not fooled by fields that are no text', () => {
    expect(new FormReading({ name: { $ne: '' } }).text('name')).toBe('');
  });
});
