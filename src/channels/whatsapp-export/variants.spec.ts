import type { ExportEntry, OpenExport } from '../channel.js';
import { whatsappExport } from './index.js';

const NBSP = '\u00a0';
const NNBSP = '\u202f';
const LRM = '\u200e';
const RLM = '\u200f';

async function open(text: string): Promise<{ header: OpenExport['header']; entries: ExportEntry[] }> {
  const bytes = new TextEncoder().encode(text);
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  };
  const source = { name: 'chat.txt', bytes: bytes.length, media: new Map(), stream };
  const opened = await whatsappExport.open(source, { timezone: 'UTC' });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const entries: ExportEntry[] = [];
  for await (const batch of opened.entries()) entries.push(...batch);
  return { header: opened.header, entries };
}

/** Timestamp as a phone wrote it, the variant it belongs to, and the moment it means. */
const STAMPS: readonly (readonly [string, string, string])[] = [
  ['16/04/2021, 19:46 - ', 'android-24h', '2021-04-16T19:46:00'],
  ['7/24/18, 12:13 AM - ', 'android-12h', '2018-07-24T00:13:00'],
  ['18/10/2019, 11:34 am - ', 'android-12h', '2019-10-18T11:34:00'],
  ['2019-08-06, 7:03 a.m. - ', 'android-12h', '2019-08-06T07:03:00'],
  [`20/6/2017 8:28 p.${NBSP}m. - `, 'android-12h', '2017-06-20T20:28:00'],
  [`1/25/24, 3:20${NNBSP}PM - `, 'android-12h', '2024-01-25T15:20:00'],
  ['25/1/24 3:20PM - ', 'android-12h', '2024-01-25T15:20:00'],
  ['23.03.22 13:31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['23.03.22, 13:31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['23-03-2022 24:05 - ', 'android-24h', '2022-03-23T00:05:00'],
  ['23-03-2022 13:31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['2022-03-23 13:31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['2022.03.23. 13:31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['23. 3. 2022 13:31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['23.3.2022 klo 13.31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['23.3.2022 13.31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['23/03/2022 à 13:31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['2022-03-23 13 h 31 - ', 'android-24h', '2022-03-23T13:31:00'],
  ['23.3.2022 г., 13:31 ч. - ', 'android-24h', '2022-03-23T13:31:00'],
  ['16/04/2021, 19:46 – ', 'android-24h', '2021-04-16T19:46:00'],
  ['13:31 23/3/2022 - ', 'android-time-first-24h', '2022-03-23T13:31:00'],
  ['19:23, 28 Aug 2013 - ', 'android-time-first-month-name-24h', '2013-08-28T19:23:00'],
  ['Aug 28, 2013, 7:23 PM - ', 'android-month-name-12h', '2013-08-28T19:23:00'],
  ['28 de ago. de 2013 19:23 - ', 'android-month-name-24h', '2013-08-28T19:23:00'],
  ['28 août 2013 19:23 - ', 'android-month-name-24h', '2013-08-28T19:23:00'],
  ['28. Aug. 2013 19:23 - ', 'android-month-name-24h', '2013-08-28T19:23:00'],
  ['28 أغسطس 2013 19:23 - ', 'android-month-name-24h', '2013-08-28T19:23:00'],
  ['28 बज़े 2013 19:23 - '.replace('बज़े', 'अग॰'), 'android-month-name-24h', '2013-08-28T19:23:00'],
  ['19:23, 28 thg 8 2013 - ', 'android-time-first-24h', '2013-08-28T19:23:00'],
  ['18 Mar 12:14 - ', 'android-no-year-24h', '2014-03-18T12:14:00'],
  ['Mar 5, 8:11 PM - ', 'android-no-year-12h', '2014-03-05T20:11:00'],
  ['8月28日 19:23 - ', 'android-no-year-24h', '2014-08-28T19:23:00'],
  ['2024/1/5 下午3:20 - ', 'android-12h', '2024-01-05T15:20:00'],
  ['2024/1/5 凌晨3:20 - ', 'android-12h', '2024-01-05T03:20:00'],
  ['2024/1/5 中午12:20 - ', 'android-12h', '2024-01-05T12:20:00'],
  ['2024/1/5 晚上11:20 - ', 'android-12h', '2024-01-05T23:20:00'],
  ['2024年1月5日 下午3:20 - ', 'android-12h', '2024-01-05T15:20:00'],
  ['2024. 1. 5. 오후 3:20 - ', 'android-12h', '2024-01-05T15:20:00'],
  ['2024/01/05 午後0:20 - ', 'android-12h', '2024-01-05T12:20:00'],
  ['2024/01/05 午前0:20 - ', 'android-12h', '2024-01-05T00:20:00'],
  ['2024/01/05 15:20 - ', 'android-24h', '2024-01-05T15:20:00'],
  ['25/01/24, 3:20 م - ', 'android-12h', '2024-01-25T15:20:00'],
  [`٢٥/٠١/٢٠٢٤, ٣:٢٠ م - `, 'android-12h', '2024-01-25T15:20:00'],
  ['25/01/2024, 3:20 CH - ', 'android-12h', '2024-01-25T15:20:00'],
  ['25/01/2024, 3:20 SA - ', 'android-12h', '2024-01-25T03:20:00'],
  ['25/1/24, 3:20 μ.μ. - ', 'android-12h', '2024-01-25T15:20:00'],
  ['25/01/2024 3:20 ከሰዓት - ', 'android-12h', '2024-01-25T15:20:00'],
  ['25/1/24, 3:20 alasiri - ', 'android-12h', '2024-01-25T15:20:00'],
  ['25.1.2024, 3:20 e pasdites - ', 'android-12h', '2024-01-25T15:20:00'],
  ['25/1/24, 3:20 অপরাহ্ণ - ', 'android-12h', '2024-01-25T15:20:00'],
  ['२५/१/२४, ३:२० pm - ', 'android-12h', '2024-01-25T15:20:00'],
  ['25.1.2024, 3:20 אחה״צ - ', 'android-12h', '2024-01-25T15:20:00'],
  ['25/1/2567 15:20 - ', 'android-24h', '2024-01-25T15:20:00'],
  ['25/1/67 15:20 - ', 'android-24h', '2024-01-25T15:20:00'],
  [`۱۴۰۲/۱۱/۵،${RLM} ۱۵:۲۰ - `, 'android-24h', '2024-01-25T15:20:00'],
  ['၂၅/၁/၂၀၂၄ ၁၅:၂၀ - ', 'android-24h', '2024-01-25T15:20:00'],
  ['[18/04/23, 14:05:11] ', 'ios-24h', '2023-04-18T14:05:11'],
  [`${LRM}[18/04/23, 14:05:11] `, 'ios-24h', '2023-04-18T14:05:11'],
  [`\ufeff[18/04/23, 14:05:11] `, 'ios-24h', '2023-04-18T14:05:11'],
  ['[18.04.23 14:05:11] ', 'ios-24h', '2023-04-18T14:05:11'],
  ['[18.04.2023, 14:05:11] ', 'ios-24h', '2023-04-18T14:05:11'],
  ['[18/04/2023 à 14:05:11] ', 'ios-24h', '2023-04-18T14:05:11'],
  ['[3/18/22 14.56.01] ', 'ios-24h', '2022-03-18T14:56:01'],
  ['[18/03/22 14.56.01] ', 'ios-24h', '2022-03-18T14:56:01'],
  [`[28/04/23, 11:02:30${NNBSP}PM] `, 'ios-12h', '2023-04-28T23:02:30'],
  ['[2024/1/5 下午3:20:01] ', 'ios-12h', '2024-01-05T15:20:01'],
  ['[2024. 1. 5. 오후 3:20:01] ', 'ios-12h', '2024-01-05T15:20:01'],
  ['[14:56:01, 3/18/22] ', 'ios-time-first-24h', '2022-03-18T14:56:01'],
  [`[١٨${RLM}/٣${RLM}/٢٠٢٢، ٢:٥٦:٠٠${NBSP}م] `, 'ios-12h', '2022-03-18T14:56:00'],
  [`[${RLM}18${RLM}/3${RLM}/2022، 14:56:01] `, 'ios-24h', '2022-03-18T14:56:01'],
  ['[3/18/2565 BE, 14:56:01] ', 'ios-24h', '2022-03-18T14:56:01'],
  ['[18/3/2565 14:56:01] ', 'ios-24h', '2022-03-18T14:56:01'],
  ['[3/18/R4, 14:56:01] ', 'ios-24h', '2022-03-18T14:56:01'],
  ['[R4/03/18 14:56:01] ', 'ios-24h', '2022-03-18T14:56:01'],
  ['[令和4年3月18日 14:56:01] ', 'ios-24h', '2022-03-18T14:56:01'],
  ['[۱۴۰۰/۱۲/۲۷،‏ ۱۴:۵۶:۰۱] ', 'ios-24h', '2022-03-18T14:56:01'],
  ['[١٥/٨/١٤٤٣ هـ، ٢:٥٦:٠١ م] ', 'ios-12h', '2022-03-18T14:56:01'],
  ['4/26/16, 16:23:03: ', 'ios-old-24h', '2016-04-26T16:23:03'],
  ['26/04/16 4:23:03 PM: ', 'ios-old-12h', '2016-04-26T16:23:03'],
];

describe('every header that phones write', () => {
  it.each(STAMPS)('reads %j', async (stamp, variant, moment) => {
    const { header, entries } = await open(
      `${stamp}Ana: first\nsecond line\n\n${stamp}~${NNBSP}Ben Two: x: y\n`,
    );
    expect(header.variant).toBe(variant);
    expect(entries).toMatchObject([
      { kind: 'message', message: { sender: { handle: 'Ana' }, text: 'first\nsecond line', line: 1 } },
      { kind: 'message', message: { sender: { handle: 'Ben Two' }, text: 'x: y', line: 4 } },
    ]);
    for (const entry of entries) {
      expect(entry.kind === 'message' && entry.message.sentAt.toISOString()).toBe(`${moment}.000Z`);
    }
  });

  it('keeps lines that look like another phone as part of the message they were pasted into', async () => {
    const { entries } = await open(
      '[18/04/23, 14:05:11] Ana: see\n16/04/2021, 19:46 - Ben: pasted\n2019-08-06, 7:03 a.m. - Cy: too\n' +
        '[18/04/23, 14:05:12] Ana: end\n',
    );
    expect(entries).toHaveLength(2);
  });

  it('follows a clock that is switched midway, and a second export put behind the first', async () => {
    const ios = Array.from({ length: 8 }, (_unused, at) => `[01/02/20, 10:00:0${at}] Ana: later`);
    const { entries } = await open(
      ['16/04/2021, 19:46 - Ana: a', '16/04/2021, 7:50 pm - Ana: b', '16/04/2021, 19:59 - Ana: c']
        .concat(
          Array.from({ length: 9 }, () => '17/04/2021, 20:00 - Ben: d'),
          ios,
        )
        .join('\r\n'),
    );
    expect(entries).toHaveLength(20);
    expect(entries.map(({ kind }) => kind)).not.toContain('quarantined');
  });

  it('does not take an old chat pasted in the same family for entries of this one', async () => {
    const { entries } = await open(
      '16/04/2021, 19:46 - Ana: look what he wrote\n7/24/18, 12:13 AM - Ben: pasted\n16/04/2021, 19:47 - Ana: yes\n',
    );
    expect(entries).toHaveLength(2);
  });

  it('counts years that are left out forward from the last known one, and back from the first', async () => {
    const years = async (lines: readonly string[]): Promise<string[]> =>
      (await open(lines.join('\n'))).entries.map((entry) =>
        entry.kind === 'message' ? entry.message.sentAt.toISOString().slice(0, 10) : entry.kind,
      );
    expect(
      await years([
        '30 Dec 2012 12:14 - Ana: a',
        '31 Dec 23:14 - Ana: b',
        '1 Jan 00:14 - Ana: c',
        '31 Dec 23:50 - Ben: late',
      ]),
    ).toEqual(['2012-12-30', '2012-12-31', '2013-01-01', '2012-12-31']);
    expect(
      await years([
        '30 Nov 12:14 - Ana: a',
        '1 Jan 00:14 - Ana: IMG-20130101-WA0001.jpg (file attached)',
        '5 Mar 00:14 - Ana: c',
      ]),
    ).toEqual(['2012-11-30', '2013-01-01', '2013-03-05']);
  });
});

describe('the order of day and month', () => {
  const order = async (lines: readonly string[]): Promise<readonly [string | null, number]> => {
    const { header } = await open(lines.map((line) => `${line} - Ana: x`).join('\n'));
    return [header.dateOrder, header.dateOrderSure];
  };

  it('is proven by a part above twelve', async () => {
    expect(await order(['16/04/2021, 19:46'])).toEqual(['dmy', 1]);
    expect(await order(['04/16/2021, 19:46'])).toEqual(['mdy', 1]);
    expect(await order(['16/04/21, 19:46'])).toEqual(['dmy', 1]);
    expect(await order(['2021-04-16, 19:46'])).toEqual(['ymd', 1]);
  });

  it('is what makes the dates run smoothly where nothing proves it', async () => {
    const days = Array.from({ length: 12 }, (_unused, at) => at + 1);
    expect((await order(days.map((day) => `${day}/2/2021, 19:46`)))[0]).toBe('dmy');
    const [mdy, sure] = await order(days.map((day) => `2/${day}/2021, 19:46`));
    expect([mdy, sure > 0.75 && sure < 1]).toEqual(['mdy', true]);
    expect((await order(days.map((day) => `21/2/${day}, 19:46`)))[0]).toBe('ymd');
  });

  it('follows the habits of phones where even that is silent', async () => {
    expect((await order(['1/5/24, 3:20 PM']))[0]).toBe('mdy');
    expect((await order(['05/01/2024, 3:20 pm']))[0]).toBe('dmy');
  });

  it('is not turned by one impossible date', async () => {
    const { header, entries } = await open('18/04/23, 14:05 - Ana: a\n31/02/23, 14:06 - Ana: b\n');
    expect(header.dateOrder).toBe('dmy');
    expect(entries[1]).toEqual({ kind: 'quarantined', line: 2, reason: 'broken-date' });
  });
});
