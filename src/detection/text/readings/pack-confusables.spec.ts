import { packConfusables } from './pack-confusables.js';

describe('the packed confusables', () => {
  it('keep what survives folding and say where they come from', () => {
    const packed = packConfusables(
      '# comment\n0430 ;\t0061 ;\tMA\t# CYRILLIC SMALL A\n1D400 ;\t0041 ;\tMA\n0022 ;\t0027 ;\tMA\n',
    );
    expect(packed).toContain('unicode.org');
    expect(packed.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['a\tа']);
  });
});
