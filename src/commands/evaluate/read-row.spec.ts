import { readRow } from './read-row.js';

const line = (row: unknown) => JSON.stringify(row);
const ROW = { text: 'Habari', lang: 'swh', labels: { hate: 0, scam: 1, abuse: null }, set: 'ours' };

describe('a line of a labelled file', () => {
  it('is a text with what is known of it; null and absent are unknown', () => {
    const read = readRow(line(ROW));
    expect(read).toMatchObject({
      kind: 'row',
      row: { text: 'Habari', language: 'swh', set: 'ours', benign: false },
      unknown: [],
    });
    expect(read.kind === 'row' && [...read.row.truth]).toEqual([
      ['hate', false],
      ['scam', true],
    ]);
  });

  it('may say that nothing should be raised, and need not name its set', () => {
    const read = readRow(line({ text: '', lang: 'eng', labels: { benign_chat: 1 } }));
    expect(read).toMatchObject({ kind: 'row', row: { benign: true, set: 'unnamed' } });
  });

  it('is not refused for a label that nobody here knows; the label is named', () => {
    expect(readRow(line({ ...ROW, labels: { joy: 1, scam: 0 } }))).toMatchObject({ unknown: ['joy'] });
  });

  it.each([
    ['is no JSON object', '{"text":'],
    ['is no JSON object', '[]'],
    ['is no JSON object', ''],
    ['has no "text"', line({ ...ROW, text: 7 })],
    ['has no "lang"', line({ ...ROW, lang: '' })],
    ['has no "labels"', line({ ...ROW, labels: [] })],
    ['labels.hate is neither 0, 1 nor null', line({ ...ROW, labels: { hate: 'yes' } })],
    ['labels.hate is neither 0, 1 nor null', line({ ...ROW, labels: { hate: 2 } })],
  ])('is refused because it %s', (why, given) => {
    expect(readRow(given)).toEqual({ kind: 'refused', why });
  });
});
