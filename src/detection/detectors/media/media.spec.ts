import fc from 'fast-check';
import { aContext, aGroup, signalsOf } from '../../../../test/factories/examination.js';
import { aMessage } from '../../../../test/factories/message.js';
import { newId } from '../../../kernel/ids.js';
import type { Media } from '../../../kernel/message.js';
import { media } from './index.js';

const HASH = 'ab'.repeat(32);

function file(name: string | null, kind: Media['kind'] = 'document', sha256: string | null = null): Media {
  return { kind, name, sha256 };
}

async function keysFor(attached: Media): Promise<string[]> {
  const signals = await signalsOf(media, [aMessage().saying('').carrying(attached)]);
  return signals.map(({ reason }) => reason.key);
}

describe('media', () => {
  it.each(['invite.apk', 'Setup.EXE', 'list.js', 'aid.scr', 'WhatsApp Gold.xapk'])(
    'warns of the program %s',
    async (name) => {
      expect(await keysFor(file(name))).toEqual(['program']);
    },
  );

  it.each(['wedding.jpg.apk', 'aid list.pdf.exe', 'photo.png .scr'])('calls %s a disguise', async (name) => {
    expect(await keysFor(file(name))).toEqual(['disguised-program']);
  });

  it.each(['timetable.pdf', 'IMG-20260503-WA0002.jpg', 'list.xlsx', 'voice.opus', 'apk', 'sign.json', null])(
    'lets the ordinary file %s pass',
    async (name) => {
      expect(await keysFor(file(name))).toEqual([]);
    },
  );

  it('tells that a contact card gives a number away, unless the group wants cards', async () => {
    const groupId = newId<'group'>();
    const card = aMessage().in(groupId).saying('').carrying(file('Amina.vcf', 'contact'));
    const [signal] = await signalsOf(media, [card]);
    expect(signal).toMatchObject({ harm: 'personal_data', reason: { key: 'contact-card' } });
    const welcome = aGroup(groupId, { settings: { media: { contactCards: false } } });
    expect(await signalsOf(media, [card], aContext({ groups: new Map([[groupId, welcome]]) }))).toEqual([]);
  });

  function passedAround(groups: number, text = '', kind: Media['kind'] = 'image') {
    return Array.from({ length: groups }, () =>
      aMessage()
        .in(newId<'group'>())
        .by(newId<'member'>())
        .saying(text)
        .carrying(file('a.jpg', kind, HASH)),
    );
  }

  it('sees one file in many groups by its hash', async () => {
    const signals = await signalsOf(media, passedAround(4));
    expect(signals.at(-1)?.reason).toEqual({ key: 'repeated-file', params: { groups: 4, members: 4 } });
  });

  it.each(['sticker', 'gif'] as const)('does not count a %s, which is made to be repeated', async (kind) => {
    expect(await signalsOf(media, passedAround(6, '', kind))).toEqual([]);
  });

  it('leaves a picture with a longer caption to the caption, for a message has one sighting', async () => {
    const caption = 'They are taking children near the market since Tuesday, keep yours at home';
    expect(await signalsOf(media, passedAround(4, caption))).toEqual([]);
    expect(await signalsOf(media, passedAround(4, 'look at this'))).not.toEqual([]);
  });

  it('takes different files for different whatever their hashes', async () => {
    const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(hash, { minLength: 3, maxLength: 12 }), async (hashes) => {
        const messages = hashes.map((sha256) =>
          aMessage()
            .in(newId<'group'>())
            .saying('')
            .carrying(file('a.jpg', 'image', sha256)),
        );
        expect(await signalsOf(media, messages)).toEqual([]);
      }),
    );
  });

  it('never throws and tells nothing of a file’s name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('.apk', '.vcf', ''),
        async (name, ending) => {
          for (const { reason } of await signalsOf(media, [aMessage().carrying(file(name + ending))])) {
            expect(Object.values(reason.params).every((value) => typeof value === 'number')).toBe(true);
          }
        },
      ),
    );
  });
});
